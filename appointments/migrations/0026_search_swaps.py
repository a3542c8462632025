"""Letters that changed places are found in short names too."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0025_lapsed_exports")]
    operations = [sql(__file__, "search_swaps.sql")]
