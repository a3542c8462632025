"""person_by_phone begins with the clinic."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_fewer_indexes"),
        ("patients", "0009_whose_login_is_kept"),
    ]

    operations = [
        migrations.AlterField(
            model_name="patientperson",
            name="made_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
    ]
