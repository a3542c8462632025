"""The database seals what is signed; papers; private answers are for who steers the visit."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0004_signing"),
        ("appointments", "0004_policies"),
    ]
    operations = [sql(__file__, "signing.sql")]
