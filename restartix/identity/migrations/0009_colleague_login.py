"""A colleague's login is made where every login is."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("identity", "0008_nothing_heard_of_clerk")]
    operations = [sql(__file__, "colleague_login.sql")]
