"""Claims, legal moves, checked references, and the functions that open a request."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0002_tables"),
        ("patients", "0002_guards"),
        ("effects", "0003_guards"),
    ]
    operations = [sql(__file__, "guards.sql")]
