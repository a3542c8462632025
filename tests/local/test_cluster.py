import os
import signal
import stat
import time

import psycopg
import pytest

from restartix.tools.local.cluster import Cluster
from restartix.tools.local.launch import LocalFailure


def test_a_server_is_started_once_and_found_again_by_the_next_run(own_cluster):
    assert own_cluster.start() is True

    again = Cluster(own_cluster.home, durable=False)

    assert again.start() is False
    assert again.pid == own_cluster.pid
    assert again.connect("superuser", "postgres").execute("SELECT 1").fetchone() == (1,)


def test_a_stopped_server_is_gone_and_keeps_its_address_for_the_next_time(own_cluster):
    own_cluster.start()
    port, pid = own_cluster.port, own_cluster.pid

    own_cluster.stop()

    assert own_cluster.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    own_cluster.start()
    assert own_cluster.port == port


def test_a_killed_server_starts_again_with_what_was_committed(own_cluster):
    own_cluster.durable = True
    own_cluster.start()
    with own_cluster.connect("superuser", "postgres") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(own_cluster.pid, signal.SIGKILL)
    wait_until(lambda: own_cluster.pid is None)

    assert own_cluster.start() is True

    with own_cluster.connect("superuser", "postgres") as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_stale_note_naming_a_stranger_is_not_believed(own_cluster):
    own_cluster.start()
    own_cluster.stop()
    (own_cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{own_cluster.data}\n0\n5432\n")

    assert own_cluster.start() is True


def test_files_left_by_a_start_that_was_cut_short_are_made_anew(own_cluster):
    half = own_cluster.home / "data.part"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    assert own_cluster.start() is True


def test_only_a_password_opens_it_and_only_we_can_read_that(own_cluster):
    own_cluster.start()
    without_password = f"postgresql://postgres@127.0.0.1:{own_cluster.port}/postgres"

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(without_password)

    kept = own_cluster.home / "passwords.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not list(own_cluster.home.glob("data.password*"))


def test_a_server_whose_passwords_are_lost_says_what_to_do(own_cluster):
    own_cluster.start()
    (own_cluster.home / "passwords.json").unlink()

    with pytest.raises(LocalFailure, match=r"start over"):
        own_cluster.url("app")


def wait_until(holds, seconds=5):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
