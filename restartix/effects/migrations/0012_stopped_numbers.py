"""STOP is remembered: who answers it gets no more text messages from any clinic here."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("effects", "0011_heartbeats")]
    operations = [sql(__file__, "stopped_numbers.sql")]
