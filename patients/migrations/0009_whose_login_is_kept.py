"""A person's login is linked by the worker alone."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0008_history"),
    ]
    operations = [sql(__file__, "logins.sql")]
