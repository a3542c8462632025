"""What was free when somebody joined the waitlist is not offered to them; each offer has an id of its own."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appointments", "0027_link_first")]

    operations = [
        migrations.AddField(
            model_name="waitingwish",
            name="seen",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateTimeField(), default=list, size=None
            ),
        ),
        migrations.AddField(model_name="waitingwish", name="offer_id", field=models.UUIDField(null=True)),
        migrations.RunSQL(
            "GRANT UPDATE (seen) ON public.appointments_waitingwish TO restartix_app", migrations.RunSQL.noop
        ),
    ]
