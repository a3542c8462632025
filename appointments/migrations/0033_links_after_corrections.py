"""Who holds a link, and whose record a visit made, after an address or a person was put right."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0032_whose")]
    operations = [sql(__file__, "links_after_corrections.sql")]
