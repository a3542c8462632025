"""News from Clerk, whatever their order."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("identity", "0009_colleague_login")]
    operations = [sql(__file__, "clerk_order.sql")]
