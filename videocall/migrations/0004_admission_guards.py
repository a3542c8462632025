"""The patient's side waits to be admitted; notes go between the admitted; device tests are told once."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("videocall", "0003_admission_and_device_tests")]
    operations = [sql(__file__, "admission.sql")]
