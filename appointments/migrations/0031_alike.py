"""People who may be the one described, however the name was typed."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0030_contact_data"), ("patients", "0010_fewer_indexes")]
    operations = [sql(__file__, "alike.sql")]
