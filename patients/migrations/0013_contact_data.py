"""Policies of what is proposed and confirmed of how people are reached."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("patients", "0012_contact_data_tables"), ("organisations", "0002_guards")]
    operations = [sql(__file__, "contact_data.sql")]
