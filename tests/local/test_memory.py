"""Copies of a database stand in memory, and a server whose memory went with a restart starts over."""

import shutil
from pathlib import Path

import pytest

from restartix.tools.local import memory
from restartix.tools.local.cluster import Cluster
from tests.database import cluster


def test_a_copy_stands_in_memory_where_there_is_room(committed):
    if not memory.MEMORY.is_dir() or shutil.disk_usage(memory.MEMORY).free < memory.NEEDED:
        pytest.skip("this machine has no memory to spare")

    with cluster.connect("superuser", "postgres") as connection:
        asked = "SELECT spcname FROM pg_database d JOIN pg_tablespace t ON t.oid = dattablespace WHERE datname = %s"
        assert connection.execute(asked, [committed.name]).fetchone() == (memory.NAME,)
    assert list(memory.folder_of(cluster).iterdir())


@pytest.mark.parametrize("is_lost", [True, False])
def test_a_server_starts_over_when_its_memory_is_lost(tmp_path, is_lost):
    still = Cluster(tmp_path, durable=False)
    (still.data / "pg_tblspc").mkdir(parents=True)
    folder = tmp_path / "in-memory"
    (still.data / "pg_tblspc" / "16385").symlink_to(folder)
    if not is_lost:
        folder.mkdir()

    memory.forget_lost(still)

    assert still.data.exists() is not is_lost


@pytest.mark.parametrize("many", [True, False])
def test_files_of_the_whole_suite_are_in_memory_and_gone_with_it(tmp_path, monkeypatch, many):
    monkeypatch.setattr(memory, "MEMORY", tmp_path)
    monkeypatch.setattr(memory, "NEEDED", 1)

    with memory.temporary_files(many=many) as environ:
        assert bool(environ) is many
        for folder in environ.values():
            assert tmp_path in Path(folder).parents

    assert list(tmp_path.iterdir()) == []
