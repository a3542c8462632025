"""What models can't say: tables that functions alone write, and how rows begin that SQL makes."""

from django.db import migrations

SQL = r"""
CREATE TABLE public.effects_outage (
    service text PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    code text NOT NULL,
    failures int NOT NULL DEFAULT 1,
    probe_at timestamptz NOT NULL
);
CREATE TABLE public.effects_stoppednumber (
    phone text PRIMARY KEY CHECK (phone ~ '^\+[0-9]{5,15}$'),
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE public.effects_heartbeat (
    host text NOT NULL,
    pid int NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (host, pid)
);

-- Not as the model's db_default: Django would read it back with RETURNING, which who asks for a thing may not.
ALTER TABLE public.effects_effect ALTER COLUMN delivery SET DEFAULT '', ALTER COLUMN delivery_code SET DEFAULT '';

-- Nobody looks for what the name of a thing asked for once begins with.
DROP INDEX IF EXISTS public.effects_effect_once_f8174b55_like;
"""


class Migration(migrations.Migration):
    dependencies = [("effects", "0002_tables")]
    operations = [migrations.RunSQL(SQL)]
