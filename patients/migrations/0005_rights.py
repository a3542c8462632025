"""Each right of a guardian apart, and a profile shared with a clinic by whose it is."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0004_invitations"),
    ]
    operations = [sql(__file__, "rights.sql")]
