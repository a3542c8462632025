"""What a private link and a visit's staff may do with numbers and proposals."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0029_link_rights"), ("patients", "0013_contact_data")]
    operations = [sql(__file__, "contact_data.sql")]
