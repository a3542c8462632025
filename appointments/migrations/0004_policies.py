"""Who sees the catalogue, visits and their story; references stay inside a clinic."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0003_guards"),
        ("forms", "0002_tables"),
        ("videocall", "0001_tables"),
        ("reviews", "0001_tables"),
    ]
    operations = [sql(__file__, "policies.sql")]
