"""The message that brings a one-time code names it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("effects", "0008_fewer_indexes"), ("identity", "0011_one_time_codes")]

    operations = [
        migrations.AddField(
            model_name="effect",
            name="one_time_code",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="identity.onetimecode"
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE public.effects_effect ADD CONSTRAINT within_effects_effect_one_time_code_id"
            " FOREIGN KEY (organisation_id, one_time_code_id)"
            " REFERENCES public.identity_onetimecode (organisation_id, id)",
            migrations.RunSQL.noop,
        ),
    ]
