"""Rows for whatever the tables have grown to: what isn't said gets a neutral value."""

from __future__ import annotations

NEEDED = """
    SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s
      AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
"""
NEUTRAL = {
    "ARRAY": "'{}'",
    "bigint": "0",
    "boolean": "false",
    "integer": "0",
    "jsonb": "'{}'",
    "numeric": "0",
    "smallint": "0",
    "timestamp with time zone": "now()",
}


def insert(table: str, needed: list[tuple[str, str]], given: dict[str, str], source: str = "") -> str:
    """The statement that inserts these SQL expressions, from `source` when they are many rows. `needed` is what
    NEEDED answers for the table."""
    wanted = {name: NEUTRAL.get(kind, "''") for name, kind in needed} | given
    return (
        f"INSERT INTO public.{table} ({', '.join(wanted)}) OVERRIDING SYSTEM VALUE"
        f" SELECT {', '.join(wanted.values())}" + (f" FROM {source}" if source else "")
    )
