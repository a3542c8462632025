"""Search finds the ends of phone numbers, "#107" and an address's owner; a plan counts alike for all."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0037_reinstate_elsewhere")]
    operations = [sql(__file__, "search_ends.sql"), sql(__file__, "plan_figures.sql")]
