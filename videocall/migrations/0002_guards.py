"""Who sees rooms and who meets in them."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("videocall", "0001_tables"),
        ("appointments", "0004_policies"),
    ]
    operations = [sql(__file__, "guards.sql")]
