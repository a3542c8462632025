"""How a form is signed, corrections, and documents."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0003_guards"),
        ("organisations", "0002_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="form",
            name="correction_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="form",
            name="signed_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("drawn", "signed by hand"),
                    ("typed", "signed by a typed name, instead of a drawing"),
                    ("confirmed", "confirmed by name"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="form",
            name="signing",
            field=models.CharField(
                choices=[("drawn", "Drawn signature"), ("confirmed", "Confirmation by name")],
                default="confirmed",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="formtemplate",
            name="signing",
            field=models.CharField(
                blank=True,
                choices=[("drawn", "Drawn signature"), ("confirmed", "Confirmation by name")],
                max_length=12,
                verbose_name="signed by",
            ),
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("is_for_patient", models.BooleanField()),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="forms.form"
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
                    models.UniqueConstraint(fields=("organisation", "id"), name="document_of_organisation"),
                    models.UniqueConstraint(fields=("form", "is_for_patient"), name="document_once_per_copy"),
                ],
            },
        ),
    ]
