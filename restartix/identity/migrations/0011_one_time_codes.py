"""Six-digit codes, mailed or texted to an address: who types one back reads what is sent there."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import restartix.identity.models
from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("identity", "0010_clerk_in_any_order")]

    operations = [
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("purpose", models.CharField(max_length=16)),
                ("subject", models.CharField(max_length=80)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=32)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("nonce", models.CharField(default=restartix.identity.models.new_nonce, max_length=64)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="one_time_code_of_organisation"
                    )
                ],
                "indexes": [
                    models.Index(
                        fields=["organisation", "purpose", "subject", "created_at"], name="codes_by_subject"
                    )
                ],
            },
        ),
        sql(__file__, "one_time_codes.sql"),
    ]
