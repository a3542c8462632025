"""A new clinic is set up later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_memberships")]
    operations = [
        migrations.AlterField("organisation", "set_up_at", models.DateTimeField(blank=True, null=True)),
    ]
