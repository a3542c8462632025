"""Patients ask for text messages about a visit, and withdraw it, on their own pages."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [("appointments", "0033_links_after_corrections")]
    operations = [sql(__file__, "own_texts.sql")]
