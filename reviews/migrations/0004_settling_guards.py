"""A review changes for a day, and its alert with it."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0003_settling"),
    ]
    operations = [sql(__file__, "settling.sql")]
