"""Names, phones and e-mail addresses are found by their letters, accents and slips aside."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("patients", "0005_rights")]
    operations = [sql(__file__, "search.sql")]
