"""Archives are emptied once they have lapsed."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0024_fewer_indexes")]
    operations = [sql(__file__, "lapsed_exports.sql")]
