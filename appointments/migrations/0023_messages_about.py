"""What was sent to a patient, for their archive."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0022_waiting_again"), ("effects", "0007_lost_messages")]
    operations = [sql(__file__, "messages_about.sql")]
