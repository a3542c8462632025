"""The history of a profile says from which visit a value came; the worker packs files."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0008_places_of_a_field"),
        ("patients", "0008_history"),
    ]
    operations = [sql(__file__, "from_which_visit.sql")]
