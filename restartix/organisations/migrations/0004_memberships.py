"""Memberships end without being forgotten; a clinic has a logo of its own; when its first steps were finished."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_reminders")]
    operations = [
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("content_type", models.CharField(max_length=32)),
                ("content", models.BinaryField()),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploaded_logo",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddField(model_name="member", name="ended_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="organisation", name="set_up_at", field=models.DateTimeField(null=True)
        ),
        sql(__file__, "memberships.sql"),
    ]
