"""Who sees logins, and the functions that sign people in."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_tables"),
        ("organisations", "0002_guards"),
    ]
    operations = [sql(__file__, "guards.sql")]
