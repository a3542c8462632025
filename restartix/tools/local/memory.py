"""The tests' copies of a database, in memory: a tablespace of the server's, where the machine has room for one.

A copy has nearly 800 files, and ext4 searches its inodes anew for each file that is made within seconds of others being
removed: 1.3 s of system time for a copy, against 0.05 s in memory (PostgreSQL 18, Linux 6.18, 2026-11-30).
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg import sql

from restartix.tools.local.cluster import Cluster

NAME = "restartix_memory"
MEMORY = Path("/dev/shm")
NEEDED = 3 * 1024**3
"""Bytes. A copy takes 15 MB, and the longest run has some dozens at a time; the tests' files come to less than 1 GB."""


@contextmanager
def temporary_files(*, many: bool) -> Iterator[dict[str, str]]:
    """What tells pytest to write into memory, where the machine has room: `many` files, gone with the run. A part of
    the suite writes few, which pytest leaves on the disk to be looked at."""
    if not many or not _has_room():
        yield {}
        return
    with TemporaryDirectory(prefix="restartix-tests-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield {"PYTEST_DEBUG_TEMPROOT": folder}


def folder_of(cluster: Cluster) -> Path:
    """In memory, one for each cluster's home."""
    return MEMORY / f"restartix-{hashlib.sha256(str(cluster.home).encode()).hexdigest()[:16]}"


def forget_lost(cluster: Cluster) -> None:
    """Start over with the files of a server that stands still, if what it had in memory went with a restart."""
    if cluster.pid is None and any(not link.exists() for link in cluster.data.glob("pg_tblspc/*")):
        shutil.rmtree(cluster.data)


def offer(cluster: Cluster) -> None:
    """Have the tablespace there, if the machine has room: `copy_strategy` names it then."""
    with cluster.connect("superuser", "postgres") as connection:
        if _is_there(connection) or not _has_room():
            return
        folder = folder_of(cluster)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        cluster.give(folder)
        statement = sql.SQL("CREATE TABLESPACE {} LOCATION {}")
        connection.execute(statement.format(sql.Identifier(NAME), sql.Literal(str(folder))))


def give_back(cluster: Cluster) -> None:
    """Free the memory, unless databases of a killed run still stand there: the next run removes them."""
    with cluster.connect("superuser", "postgres") as connection:
        if not _is_there(connection):
            return
        with suppress(psycopg.errors.ObjectNotInPrerequisiteState):
            connection.execute(sql.SQL("DROP TABLESPACE {}").format(sql.Identifier(NAME)))
            shutil.rmtree(folder_of(cluster), ignore_errors=True)


def copy_strategy(connection: psycopg.Connection[Any]) -> sql.SQL:
    """How CREATE DATABASE should copy: in memory file by file, which is three times quicker than through the log."""
    return sql.SQL(f"TABLESPACE {NAME} STRATEGY file_copy" if _is_there(connection) else "")


def _has_room() -> bool:
    return MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= NEEDED


def _is_there(connection: psycopg.Connection[Any]) -> bool:
    asked = connection.execute("SELECT 1 FROM pg_tablespace WHERE spcname = %s", [NAME])
    return asked.fetchone() is not None
