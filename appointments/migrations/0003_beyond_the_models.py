"""What the model can't say: nobody looks for what a hash begins with."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appointments", "0002_tables")]
    operations = [
        migrations.RunSQL("DROP INDEX IF EXISTS public.appointments_appointment_link_hash_15df74b6_like"),
    ]
