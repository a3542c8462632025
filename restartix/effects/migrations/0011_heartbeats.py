"""A heartbeat for each worker: one that stands still is no longer covered by another's."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("effects", "0010_outages")]
    operations = [sql(__file__, "heartbeats.sql")]
