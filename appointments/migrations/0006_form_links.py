"""A form can be taken off a service or a calendar again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0005_whose_login"),
        ("forms", "0006_library"),
    ]

    operations = [
        migrations.AddField(
            model_name="calendarform",
            name="is_active",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="serviceform",
            name="is_active",
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name="calendarform",
            name="template",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calendar_links",
                to="forms.formtemplate",
            ),
        ),
        migrations.AlterField(
            model_name="serviceform",
            name="template",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="service_links",
                to="forms.formtemplate",
            ),
        ),
    ]
