"""How often a link is asked for is counted elsewhere."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_guards"), ("limits", "0001_tries")]
    operations = [sql(__file__, "asking.sql")]
