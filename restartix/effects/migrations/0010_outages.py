"""Since when a thing has been failing, what a later one has made good, and which services are out of order."""

from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("effects", "0009_one_time_codes")]
    operations = [
        migrations.AddField("effect", "failing_since", models.DateTimeField(null=True)),
        migrations.AddField("effect", "superseded_at", models.DateTimeField(null=True)),
        sql(__file__, "outages.sql"),
    ]
