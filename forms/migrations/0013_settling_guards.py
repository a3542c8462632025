"""Papers, waivers and signing at the clinic: who may, and what the database holds of it."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0012_settling"),
        ("identity", "0013_session_locks"),
    ]
    operations = [sql(__file__, "settling.sql"), sql(__file__, "clinic_signing.sql")]
