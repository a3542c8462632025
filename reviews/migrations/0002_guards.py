"""Who sees reviews; low ratings open alerts."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_tables"),
        ("appointments", "0004_policies"),
    ]
    operations = [sql(__file__, "guards.sql")]
