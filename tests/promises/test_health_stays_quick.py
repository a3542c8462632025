"""/healthz stays quick, also when the database is slow or away."""

import time

from django.test import Client

from restartix.core.environment import PATIENCE


def test_a_database_that_does_not_answer_is_not_waited_for(committed):
    client = Client()
    assert client.get("/healthz").json() == {"web": "ok", "worker": "late"}

    with committed.connect("superuser", autocommit=False) as busy:
        busy.execute("LOCK TABLE effects_heartbeat IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        answer = client.get("/healthz")
        took = time.monotonic() - began

    assert (answer.status_code, answer.json()) == (200, {"web": "ok", "database": "slow"})
    assert took < 4
    assert client.get("/healthz").json() == {"web": "ok", "worker": "late"}


def test_without_a_database_it_says_so(committed, monkeypatch):
    from django.db import connection

    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")

    answer = Client().get("/healthz")

    connection.close()
    assert (answer.status_code, answer.json()) == (503, {"web": "no database"})


def test_a_connection_is_waited_for_less_long_than_a_health_check():
    assert int(PATIENCE["connect_timeout"]) <= 5
