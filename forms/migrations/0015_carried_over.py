"""A question says whether its answer is carried over from the person's last visit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms", "0014_contact_proposals")]

    operations = [
        migrations.AddField(
            model_name="field",
            name="carried",
            field=models.CharField(
                blank=True,
                choices=[("always", "Yes, always"), ("never", "No, it begins empty")],
                db_default="",
                default="",
                max_length=8,
                verbose_name="carried over",
            ),
        ),
    ]
