"""Rows that SQL makes begin as the model's do: nothing is heard of them yet.

Not as the model's db_default: Django would read it back with RETURNING, which who asks for a thing may not.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("effects", "0005_messages"),
    ]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE public.effects_effect ALTER COLUMN delivery SET DEFAULT '',"
            " ALTER COLUMN delivery_code SET DEFAULT ''"
        )
    ]
