"""Archived questions and templates, past versions, and files."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0005_signing_guards"),
        ("identity", "0003_guards"),
        ("organisations", "0002_guards"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="field",
            options={"ordering": ["label", "id"]},
        ),
        migrations.AlterModelOptions(
            name="formtemplate",
            options={"ordering": ["name", "id"]},
        ),
        migrations.AddField(
            model_name="field",
            name="is_active",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="templatefield",
            name="is_active",
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name="field",
            name="kind",
            field=models.CharField(
                choices=[
                    ("text", "Text"),
                    ("long_text", "Long text"),
                    ("number", "Number"),
                    ("date", "Date"),
                    ("choice", "One of several"),
                    ("choices", "Several of several"),
                    ("yes_no", "Yes or no"),
                    ("scale", "Scale"),
                    ("consent", "Consent text"),
                    ("signature", "Signature"),
                    ("file", "File"),
                    ("heading", "Heading"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="FormFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("question", models.UUIDField()),
                ("is_private", models.BooleanField(default=False)),
                ("name", models.CharField(max_length=120)),
                ("type", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="forms.form"
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
                    models.UniqueConstraint(fields=("form", "question"), name="one_file_per_question")
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=120)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("survey", "Survey"),
                            ("disclaimer", "Disclaimer"),
                            ("parameters", "Parameters"),
                            ("analysis", "Analysis"),
                            ("advice", "Advice"),
                            ("report", "Report"),
                            ("prescription", "Prescription"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "filled_by",
                    models.CharField(
                        choices=[("patient", "Patient"), ("specialist", "Specialist")], max_length=12
                    ),
                ),
                (
                    "signing",
                    models.CharField(
                        choices=[("drawn", "Drawn signature"), ("confirmed", "Confirmation by name")],
                        max_length=12,
                    ),
                ),
                ("is_required", models.BooleanField()),
                ("snapshot", models.JSONField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("maker_name", models.CharField(blank=True, max_length=120)),
                (
                    "made_by",
                    models.ForeignKey(
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
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="forms.formtemplate",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("template", "number"), name="one_template_per_version")
                ],
            },
        ),
    ]
