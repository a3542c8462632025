"""More than booking is granted over an older record by its own login, or with a check that an admin states."""

from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0029_link_rights"), ("patients", "0010_fewer_indexes")]

    operations = [
        migrations.AddField(
            model_name="guardianship",
            name="identity_check",
            field=models.CharField(
                blank=True, db_default="", max_length=300, verbose_name="how you checked who they are"
            ),
        ),
        migrations.AddField(
            model_name="logininvitation",
            name="identity_check",
            field=models.CharField(
                blank=True, db_default="", max_length=300, verbose_name="how you checked who they are"
            ),
        ),
        sql(__file__, "stated_rights.sql"),
    ]
