"""The wrong patient on a visit can be changed until a form is signed."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0031_alike"), ("forms", "0013_settling_guards")]
    operations = [sql(__file__, "whose.sql")]
