"""Busy stretches as seconds, a row for each specialist."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0017_override_note")]
    operations = [sql(__file__, "busy_seconds.sql")]
