"""A login session can be locked, while a patient has the browser."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0012_leaving_clerk"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="locked_for",
            field=models.UUIDField(null=True),
        ),
    ]
