"""Opening a record is written in the log."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0014_feed")]
    operations = [sql(__file__, "openings.sql")]
