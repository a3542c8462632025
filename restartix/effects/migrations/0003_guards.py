"""Who sees effects, the sweep's functions, and the queue's grants."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("effects", "0002_tables"),
        ("organisations", "0002_guards"),
        ("sessions", "0001_initial"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [sql(__file__, "guards.sql")]
