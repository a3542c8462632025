"""Who starts RestartiX on a database that logs patients' data is warned, with what to do."""

from django.core.checks import run_checks
from django.db import connection

from restartix.config.gunicorn import when_ready


def test_a_safe_server_gets_none(db):
    assert [one for one in run_checks(databases=["default"]) if one.id == "restartix.W001"] == []


def test_an_unsafe_setting_is_named_with_what_to_do(committed):
    """As on a server that somebody set up by themselves: here for this one database and its new connections."""
    with committed.connect("superuser") as superuser:
        superuser.execute(f"ALTER DATABASE {committed.name} SET log_min_error_statement = 'error'")
    connection.close()
    (warning,) = [one for one in run_checks(databases=["default"]) if one.id == "restartix.W001"]

    assert "log_min_error_statement" in warning.msg
    assert "ALTER SYSTEM SET log_min_error_statement = 'panic'" in warning.hint


def test_the_web_server_says_so_when_it_starts(committed, caplog):
    with committed.connect("superuser") as superuser:
        superuser.execute(f"ALTER DATABASE {committed.name} SET log_error_verbosity = 'default'")
    connection.close()
    when_ready(None)

    assert "log_error_verbosity" in caplog.text
