"""Who sees persons, and who may refer to them."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0001_tables"),
        ("identity", "0003_guards"),
    ]
    operations = [sql(__file__, "guards.sql")]
