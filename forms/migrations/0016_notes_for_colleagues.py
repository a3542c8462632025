"""A private question can be a note for colleagues: the patient's other specialists read it, and nothing else."""

from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("forms", "0015_carried_over"), ("appointments", "0033_links_after_corrections")]

    operations = [
        migrations.AddField(
            model_name="templatefield",
            name="is_for_colleagues",
            field=models.BooleanField(db_default=False, default=False),
        ),
        sql(__file__, "notes_for_colleagues.sql"),
    ]
