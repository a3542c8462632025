"""A called-off visit is reinstated at another time when its own is taken; one patient in two places is seen."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0036_blocks")]
    operations = [sql(__file__, "reinstate_elsewhere.sql"), sql(__file__, "visits_near.sql")]
