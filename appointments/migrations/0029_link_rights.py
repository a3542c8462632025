"""A private link carries its holder's right; the browser that booked has its own link; proofs are kept."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0028_waitlist_seen"),
        ("forms", "0013_settling_guards"),
        ("identity", "0011_one_time_codes"),
        ("organisations", "0008_joining"),
        ("patients", "0010_fewer_indexes"),
        ("reviews", "0004_settling_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="browser_hash",
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="appointment",
            name="link_holder",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.user",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="made_person",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="IdentityProof",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("by_browser", models.BooleanField(default=False)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("code", "by a code sent to the contact on record"),
                            ("desk", "checked at the desk"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="appointments.appointment",
                    ),
                ),
                (
                    "login",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.user",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.patientperson",
                    ),
                ),
                (
                    "stated_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.user",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="proof_of_organisation")
                ],
            },
        ),
        migrations.AddField(
            model_name="export",
            name="rights",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=16), db_default=[], default=list, size=None
            ),
        ),
        sql(__file__, "export_rights.sql"),
        sql(__file__, "identity_proofs.sql"),
        sql(__file__, "link_rights.sql"),
    ]
