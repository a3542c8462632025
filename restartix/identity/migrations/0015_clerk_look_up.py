"""Sessions that began at Clerk are found by their index."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("identity", "0014_shared_codes")]
    operations = [sql(__file__, "clerk_look_up.sql")]
