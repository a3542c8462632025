"""When somebody really was in Daily's room, as Daily tells it."""

from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("videocall", "0007_seat_of_login")]
    operations = [
        *(
            migrations.AddField("participant", name, models.DateTimeField(null=True))
            for name in ("met_from", "met_again", "met_until")
        ),
        sql(__file__, "meetings.sql"),
    ]
