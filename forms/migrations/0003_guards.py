"""Who sees forms; signed is frozen."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0002_tables"),
        ("appointments", "0004_policies"),
    ]
    operations = [sql(__file__, "guards.sql")]
