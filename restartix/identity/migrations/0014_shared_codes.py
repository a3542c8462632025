"""A code that several browsers may type, each with tries of its own."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("identity", "0013_session_locks")]
    operations = [sql(__file__, "shared_codes.sql")]
