"""The worker sends what somebody's press asked for, so it counts that too."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("limits", "0001_tries")]
    operations = [sql(__file__, "worker_counts.sql")]
