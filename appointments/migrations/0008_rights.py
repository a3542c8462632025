"""What each of a guardian's rights opens of visits, forms and reviews."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0007_lifecycle"),
        ("patients", "0005_rights"),
        ("forms", "0005_signing_guards"),
        ("reviews", "0002_guards"),
    ]
    operations = [sql(__file__, "rights.sql")]
