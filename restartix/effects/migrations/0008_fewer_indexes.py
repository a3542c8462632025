"""Nobody looks for what the name of a thing asked for once begins with."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("effects", "0007_lost_messages")]
    operations = [
        migrations.RunSQL("DROP INDEX IF EXISTS effects_effect_once_f8174b55_like", migrations.RunSQL.noop)
    ]
