"""How long a time that came free is kept for one person is the clinic's own to say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_set_up_later")]
    operations = [
        migrations.AddField("organisation", "waitlist_minutes", models.PositiveIntegerField(default=60)),
    ]
