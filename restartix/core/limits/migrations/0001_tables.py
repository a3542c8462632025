"""Where tries are counted, under hashed keys. Not logged: after a crash everybody begins anew."""

from django.db import migrations

SQL = """
CREATE UNLOGGED TABLE public.limits_try (
    key text NOT NULL,
    began_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    tries int NOT NULL,
    PRIMARY KEY (key, began_at)
);
CREATE INDEX limits_over ON public.limits_try (ends_at);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL)]
