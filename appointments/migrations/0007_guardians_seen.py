"""Staff see who acts for their patients, by which login."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0006_form_links")]
    operations = [sql(__file__, "guardians.sql")]
