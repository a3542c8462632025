"""The sweep finds rooms that are not as their visits want them."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("videocall", "0004_admission_guards"),
        ("effects", "0003_guards"),
        ("appointments", "0004_policies"),
    ]
    operations = [sql(__file__, "repairs.sql")]
