"""Who was let in when, the seat a browser had before, and what a device could do."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0004_policies"),
        ("organisations", "0002_guards"),
        ("videocall", "0002_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="admitted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="participant",
            name="follows",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="videocall.participant",
            ),
        ),
        migrations.CreateModel(
            name="DeviceTest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "camera",
                    models.CharField(
                        choices=[("ok", "works"), ("failed", "does not work"), ("untried", "not tried")],
                        default="untried",
                        max_length=8,
                    ),
                ),
                (
                    "microphone",
                    models.CharField(
                        choices=[("ok", "works"), ("failed", "does not work"), ("untried", "not tried")],
                        default="untried",
                        max_length=8,
                    ),
                ),
                (
                    "speaker",
                    models.CharField(
                        choices=[("ok", "works"), ("failed", "does not work"), ("untried", "not tried")],
                        default="untried",
                        max_length=8,
                    ),
                ),
                (
                    "network",
                    models.CharField(
                        choices=[("ok", "works"), ("failed", "does not work"), ("untried", "not tried")],
                        default="untried",
                        max_length=8,
                    ),
                ),
                ("browser", models.CharField(blank=True, max_length=16)),
                ("tested_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="device_tests",
                        to="appointments.appointment",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-tested_at", "-id"],
                "indexes": [models.Index(fields=["appointment", "-tested_at"], name="device_tests_of_visit")],
            },
        ),
    ]
