"""A booker who puts their address right keeps a link of their browser's own."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0032_whose")]
    operations = [sql(__file__, "browser_link_moves.sql")]
