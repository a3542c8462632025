"""Why a date is not as its weekday: the name of a holiday, say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appointments", "0016_feed_ends")]
    operations = [
        migrations.AddField("dateoverride", "note", models.CharField(blank=True, max_length=80)),
    ]
