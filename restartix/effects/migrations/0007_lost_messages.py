"""Messages lost on the provider's way are found as quickly as those that failed here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("effects", "0006_delivery_begins_empty")]
    operations = [
        migrations.AddIndex(
            model_name="effect",
            index=models.Index(
                condition=models.Q(("delivery", "failed")), fields=["organisation"], name="effects_lost"
            ),
        )
    ]
