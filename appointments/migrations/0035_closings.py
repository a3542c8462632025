"""Days off for the whole clinic."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0034_own_texts")]
    operations = [
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("date", models.DateField()),
                ("name", models.CharField(blank=True, max_length=80)),
                ("is_holiday", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["date", "is_holiday"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "date", "is_holiday"), name="one_closing_a_day"
                    )
                ],
            },
        ),
        sql(__file__, "closings.sql"),
    ]
