"""A private link is found by itself, whatever the connection was asked first."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0026_search_swaps")]
    operations = [sql(__file__, "link_first.sql")]
