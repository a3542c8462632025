"""A signed form proposes contact data; it replaces none."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("forms", "0013_settling_guards"), ("patients", "0013_contact_data")]
    operations = [sql(__file__, "contact_proposals.sql")]
