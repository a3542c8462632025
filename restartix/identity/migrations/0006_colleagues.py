"""Admins invite colleagues; whose membership has ended signs in no more."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("identity", "0005_clerk"), ("organisations", "0004_memberships")]
    operations = [sql(__file__, "colleagues.sql")]
