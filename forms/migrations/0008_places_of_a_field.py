"""A question knows the forms that ask it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0007_library_guards"),
    ]

    operations = [
        migrations.AlterField(
            model_name="templatefield",
            name="field",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="places", to="forms.field"
            ),
        ),
    ]
