"""What PostgreSQL writes into its own log: it must hold no values of a statement, which are patients' data."""

from __future__ import annotations

import logging
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

SAFE = {
    "log_min_error_statement": {"fatal", "panic"},  # or each failing statement is logged with its values
    "log_error_verbosity": {"terse"},  # or DETAIL shows the whole failing row
    "log_statement": {"none"},
    "log_min_duration_statement": {"-1"},
    "log_min_duration_sample": {"-1"},
    "log_transaction_sample_rate": {"0"},
    "log_parameter_max_length": {"0"},
    "log_parameter_max_length_on_error": {"0"},
}
"""The values of each setting that keep statements and rows out of the log (PostgreSQL 15 to 18)."""
ADVISED = {"log_min_error_statement": "panic"} | {
    name: min(safe) for name, safe in SAFE.items() if name != "log_min_error_statement"
}


@register(Tags.database)
def log_holds_no_values(databases: Any = None, **_options: Any) -> list[CheckMessage]:
    """Warns when the server that Django is connected to may log patients' data."""
    if not databases:
        return []
    wrong = [name for name, value in _settings().items() if value not in SAFE[name]]
    return [_warning(name) for name in wrong]


def warn_at_start() -> None:
    """Log the same warnings when web or worker start; an unreachable database is reported elsewhere."""
    try:
        for warning in log_holds_no_values(databases=["default"]):
            logger.warning("%s %s", warning.msg, warning.hint)
    except DatabaseError:
        return
    finally:
        connection.close()


def _settings() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(SAFE)])
        return dict(cursor.fetchall())


def _warning(name: str) -> Warning:
    return Warning(
        f"The database's log may hold patients' data: {name} is not {ADVISED[name]}.",
        hint=f"A database administrator runs: ALTER SYSTEM SET {name} = '{ADVISED[name]}'; SELECT pg_reload_conf();",
        id="restartix.W001",
    )
