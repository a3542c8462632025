"""A session at Clerk ends with ours, and whose account was deleted there can come back with a new one."""

from django.db import migrations, models
from django.db.models import Q

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("identity", "0011_one_time_codes")]
    operations = [
        migrations.AddField(
            "session",
            "clerk_session_id",
            models.CharField(max_length=64, blank=True, default="", db_default=""),
        ),
        migrations.AddIndex(
            "session",
            models.Index(
                fields=["clerk_session_id"], condition=~Q(clerk_session_id=""), name="session_of_clerk"
            ),
        ),
        migrations.AddField("clerksignin", "to_revoke_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "clerksignin", "is_followed", models.BooleanField(default=False, db_default=False)
        ),
        migrations.AddIndex(
            "clerksignin",
            models.Index(
                fields=["to_revoke_at"], condition=Q(to_revoke_at__isnull=False), name="clerk_to_revoke"
            ),
        ),
        sql(__file__, "clerk_leaving.sql"),
    ]
