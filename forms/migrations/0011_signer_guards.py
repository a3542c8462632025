"""A specialist's form is signed by its visit's specialist, or by whom an admin named; the database refuses others."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0010_named_signers"),
        ("appointments", "0026_search_swaps"),
        ("effects", "0008_fewer_indexes"),
        ("patients", "0009_whose_login_is_kept"),
    ]
    operations = [sql(__file__, "signers.sql")]
