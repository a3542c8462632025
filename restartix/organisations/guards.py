"""Migrations in SQL: policies, triggers and functions are said once, beside the tables they guard."""

from pathlib import Path

from django.db.migrations import RunSQL


def sql(migration: str, name: str) -> RunSQL:
    """Run `sql/name` beside the migration (give its __file__). It can't be undone: access is only ever amended."""
    return RunSQL((Path(migration).parent / "sql" / name).read_text())
