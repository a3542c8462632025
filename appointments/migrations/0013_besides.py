"""Open times leave out what visitors keep, too."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0012_plans")]
    operations = [sql(__file__, "besides.sql")]
