"""story_of_appointment begins with the appointment."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0024_fewer_indexes"),
        ("organisations", "0006_waitlist_minutes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="appointment",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="appointments.appointment",
            ),
        ),
    ]
