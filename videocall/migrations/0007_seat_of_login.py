"""Whoever signs in during a call that they joined by a link keeps their seat."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("videocall", "0006_own_seats")]
    operations = [sql(__file__, "seat_of_login.sql")]
