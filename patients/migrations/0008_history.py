"""The history of profiles: written by triggers, read with the profile."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0007_profile_changes"),
    ]
    operations = [sql(__file__, "history.sql")]
