"""A new kind of effect: documents."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("effects", "0003_guards"),
    ]

    operations = [
        migrations.AlterField(
            model_name="effect",
            name="kind",
            field=models.CharField(
                choices=[
                    ("account", "Account"),
                    ("room", "Video room"),
                    ("mail", "E-mail"),
                    ("document", "Documents"),
                ],
                max_length=16,
            ),
        ),
    ]
