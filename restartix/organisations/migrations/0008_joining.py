"""Whether somebody who was invited has come."""

from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_fewer_indexes"),
        ("identity", "0009_colleague_login"),
    ]
    operations = [
        migrations.AddField("member", "joined_at", models.DateTimeField(null=True)),
        sql(__file__, "joining.sql"),
    ]
