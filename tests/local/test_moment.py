"""bin/test --at: every process of a run sees another moment, and nothing but the wall clock moves."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from restartix.tools.local import moment as moments
from restartix.tools.local.cluster import Cluster
from restartix.tools.local.launch import LocalFailure, moved_clock
from restartix.tools.local.moment import environment_at, moment_in, read_moment

NIGHT = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
# 5 is CLOCK_REALTIME_COARSE, for which Python has no name.
SHOWS = "import time; print(time.time(), time.clock_gettime(5), time.monotonic())"
WAITS = """
import multiprocessing, threading, time
began = time.monotonic()
for lock in (multiprocessing.Lock(), threading.Lock()):
    lock.acquire()
    lock.acquire(timeout=0.2)
condition = threading.Condition()
with condition:
    condition.wait(0.2)
print(time.monotonic() - began)
"""


def test_a_process_and_its_children_see_the_moment():
    environ = os.environ | environment_at(NIGHT)
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SHOWS!r}])"

    shown, coarse, monotonic = map(float, run(child, environ).split())

    assert timedelta() <= datetime.fromtimestamp(shown, UTC) - NIGHT < timedelta(minutes=2)
    assert shown == pytest.approx(coarse, abs=1)
    assert monotonic == pytest.approx(time.monotonic(), abs=120)


def test_pauses_and_timeouts_last_as_long_as_ever():
    assert 0.5 < float(run(WAITS, os.environ | environment_at(NIGHT))) < 10


def test_postgresql_sees_the_moment(own_cluster: Cluster, monkeypatch):
    for name, said in environment_at(NIGHT).items():
        monkeypatch.setenv(name, said)

    own_cluster.start()

    with own_cluster.connect("superuser", "postgres") as connection:
        [(began, now)] = connection.execute("SELECT pg_postmaster_start_time(), now()").fetchall()
    assert NIGHT <= began <= now < NIGHT + timedelta(minutes=5)


def test_this_run_and_its_database_agree_on_the_time(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        shown = cursor.fetchone()[0]

    assert abs(shown - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_moment_that_cannot_be_read_is_one_clear_line():
    with pytest.raises(LocalFailure, match=r"write it like --at '2026-12-06 23:30' \(UTC\)"):
        read_moment("next Sunday")


def test_a_machine_without_a_compiler_is_one_clear_line(monkeypatch, tmp_path):
    monkeypatch.setattr(moments, "BUILT", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(LocalFailure, match="needs a C compiler named cc"):
        environment_at(NIGHT)


def test_the_moment_is_taken_out_of_what_pytest_gets():
    for said in (["-q", "--at", "2027-03-28 00:30", "tests"], ["--at=2027-03-28 00:30", "-q", "tests"]):
        assert moment_in(said) == "2027-03-28 00:30"
        assert said == ["-q", "tests"]


def test_a_clock_that_was_not_moved_is_passed_on_as_it_is(monkeypatch):
    monkeypatch.delenv("CLOCK_OFFSET", raising=False)

    assert moved_clock() == {}


def run(program, environ):
    return subprocess.run(
        [sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True
    ).stdout
