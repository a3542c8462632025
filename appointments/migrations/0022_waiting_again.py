"""Who comes back to the waitlist waits behind the others."""

import django.utils.timezone
from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0021_offer_fingerprint"), ("organisations", "0006_waitlist_minutes")]

    operations = [
        migrations.AddField(
            "waitingwish", "waiting_since", models.DateTimeField(default=django.utils.timezone.now)
        ),
        sql(__file__, "waiting_again.sql"),
        migrations.RemoveIndex("waitingwish", "wishes_on_the_list"),
        migrations.AddIndex(
            "waitingwish",
            models.Index(
                fields=["organisation", "waiting_since"],
                condition=models.Q(("state__in", ["waiting", "offered"])),
                name="wishes_on_the_list",
            ),
        ),
    ]
