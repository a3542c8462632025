"""People and visits are found by what somebody remembers of them, within what they may see."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0008_rights"), ("patients", "0006_search")]
    operations = [sql(__file__, "search.sql")]
