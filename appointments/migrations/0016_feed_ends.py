"""A calendar's address ends with its specialist's membership."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0015_openings"),
        ("organisations", "0004_memberships"),
    ]
    operations = [sql(__file__, "feed_ends.sql")]
