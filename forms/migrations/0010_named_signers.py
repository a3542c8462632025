"""Who else was named to sign a form."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0027_link_first"),
        ("forms", "0009_from_which_visit"),
        ("identity", "0011_one_time_codes"),
        ("organisations", "0008_joining"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedSigner",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reason", models.TextField()),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("namer_name", models.CharField(max_length=120)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_signers",
                        to="forms.form",
                    ),
                ),
                (
                    "named_by",
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
                (
                    "specialist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="appointments.specialist",
                    ),
                ),
            ],
            options={
                "ordering": ["-named_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="form",
            name="named_signer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forms.namedsigner",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedsigner",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id"), name="named_signer_of_organisation"
            ),
        ),
    ]
