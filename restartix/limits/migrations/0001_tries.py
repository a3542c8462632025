"""Where tries are counted. Not logged: after a crash everybody begins anew."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_guards")]
    operations = [sql(__file__, "tries.sql")]
