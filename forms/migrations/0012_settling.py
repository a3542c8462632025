"""Forms signed on paper, waived, or signed at the clinic."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import restartix.identity.models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0027_link_first"),
        ("forms", "0011_signer_guards"),
        ("identity", "0013_session_locks"),
        ("organisations", "0008_joining"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="signer_relationship",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="consent",
            name="witness_name",
            field=models.CharField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="form",
            name="signer_relationship",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="form",
            name="witness",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.user"
            ),
        ),
        migrations.AddField(
            model_name="form",
            name="witness_name",
            field=models.CharField(blank=True, max_length=254),
        ),
        migrations.AlterField(
            model_name="form",
            name="status",
            field=models.CharField(
                choices=[
                    ("pending", "to fill in"),
                    ("in_progress", "started"),
                    ("completed", "ready to sign"),
                    ("signed", "signed"),
                    ("on_paper", "signed on paper"),
                    ("waived", "waived"),
                ],
                default="pending",
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="ClinicSigning",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("is_elsewhere", models.BooleanField(default=False)),
                ("nonce", models.CharField(default=restartix.identity.models.new_nonce, max_length=64)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("opener_name", models.CharField(blank=True, max_length=254)),
                ("expires_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clinic_signings",
                        to="appointments.appointment",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.user"
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="clinic_signing_of_organisation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120)),
                ("type", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("attached_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attacher_name", models.CharField(blank=True, max_length=254)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "attached_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.user"
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_papers",
                        to="forms.form",
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
                "ordering": ["attached_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="signed_paper_of_organisation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reason", models.TextField()),
                ("waived_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("waiver_name", models.CharField(blank=True, max_length=254)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="forms.form"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "waived_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.user"
                    ),
                ),
            ],
            options={
                "ordering": ["waived_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="waiver_of_organisation")
                ],
            },
        ),
    ]
