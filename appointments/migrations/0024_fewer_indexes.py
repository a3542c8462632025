"""Indexes that others begin with, gone: each cost every booking a write, and none was ever the better one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0023_messages_about"),
        ("organisations", "0006_waitlist_minutes"),
        ("patients", "0009_whose_login_is_kept"),
    ]

    operations = [
        # Nobody looks for what a hash begins with.
        migrations.RunSQL(
            "DROP INDEX IF EXISTS appointments_appointment_link_hash_15df74b6_like", migrations.RunSQL.noop
        ),
        migrations.AlterField(
            model_name="appointment",
            name="organisation",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="patient_person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="patients.patientperson",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="specialist",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="appointments.specialist",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="organisation",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="specialist",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="appointments.specialist",
            ),
        ),
    ]
