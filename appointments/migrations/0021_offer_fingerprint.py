"""One value for all that a page of open times is made of."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0020_waiting")]
    operations = [sql(__file__, "offer_fingerprint.sql")]
