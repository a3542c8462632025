"""Who sees past versions and files; a signed form's bound answers reach the person's record."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0006_library"),
        ("patients", "0001_tables"),
    ]
    operations = [sql(__file__, "library.sql")]
