"""Meetings and breaks, as claims on a specialist."""

import datetime
import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0035_closings")]
    operations = [
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("meeting", "Meeting"), ("break", "Break"), ("other", "Not available")],
                        default="meeting",
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "specialist",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="appointments.specialist",
                    ),
                ),
            ],
            options={
                "ordering": ["started_at", "id"],
                "indexes": [models.Index(fields=["specialist", "started_at"], name="blocks_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="block_of_organisation"),
                    models.CheckConstraint(
                        condition=Q(ended_at__gt=F("started_at")), name="block_ends_after_it_starts"
                    ),
                    models.CheckConstraint(
                        condition=Q(ended_at__lte=F("started_at") + datetime.timedelta(days=1)),
                        name="block_is_a_day_at_most",
                    ),
                ],
            },
        ),
        migrations.AddField(
            "claim",
            "block",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="claim",
                to="appointments.block",
            ),
        ),
        migrations.RemoveConstraint("claim", "claim_has_one_reason"),
        migrations.AddConstraint(
            "claim",
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, hold=None, block=None)
                | Q(appointment=None, hold__isnull=False, block=None)
                | Q(appointment=None, hold=None, block__isnull=False),
                name="claim_has_one_reason",
            ),
        ),
        sql(__file__, "blocks.sql"),
    ]
