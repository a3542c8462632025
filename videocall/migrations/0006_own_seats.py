"""A guest keeps their own seat, in a visit that they may see."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("videocall", "0005_repairs"),
    ]
    operations = [sql(__file__, "own_seats.sql")]
