"""What a transaction says, the audit log, and who sees clinics and members."""

from django.db import migrations

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_tables"),
    ]
    operations = [sql(__file__, "foundation.sql")]
