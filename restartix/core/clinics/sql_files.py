"""The database's rules: a file for each function and each table, in the `sql` folder of the app that owns it.

Each file states all the rules of its table or function. Once the tables exist, `migrate` applies the files that
changed, functions first, each in a transaction that also records its hash, so an interrupted run continues where it
stopped. What a file no longer names is dropped: policies and triggers of its table, and the function whose file was
deleted. Indexes and constraints, which may be large, belong to migrations.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import OperationalError
from psycopg.errors import DeadlockDetected, LockNotAvailable

KINDS = ("functions", "tables")
ATTEMPTS = 60
"""How often to try a file that waits for a lock: up to a second each time, half a second apart."""

ROUTINES = """
    SELECT p.oid::regprocedure::text, pg_get_userbyid(p.proowner)::text FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.proname = %s
"""
RULES = """
    SELECT 'POLICY', polname FROM pg_policy WHERE polrelid = to_regclass(%(table)s)
    UNION ALL
    SELECT 'TRIGGER', tgname FROM pg_trigger WHERE tgrelid = to_regclass(%(table)s) AND NOT tgisinternal
"""


class FileRefused(Exception):
    """A file can't be applied; the message says which and why."""


@dataclass(frozen=True)
class SqlFile:
    """One file, and `path` by which it is noted: the app's label, its kind and its name."""

    path: str
    text: str

    @property
    def kind(self) -> str:
        return self.path.split("/")[1]

    @property
    def name(self) -> str:
        return Path(self.path).stem

    def hash(self, cursor: CursorWrapper) -> str:
        """Of the text and, for a table, its oid: a recreated table has no rules yet."""
        cursor.execute("SELECT to_regclass(%s)::oid", [f"public.{self.name}"])
        oid = cursor.fetchone()[0] if self.kind == "tables" else ""
        return hashlib.sha256(f"{self.text}{oid}".encode()).hexdigest()


def sql_files() -> list[SqlFile]:
    """All of them, in the order in which they are applied."""
    return [
        SqlFile(f"{app.label}/{kind}/{path.name}", path.read_text())
        for kind in KINDS
        for app in apps.get_app_configs()
        for path in sorted((Path(app.path) / "sql" / kind).glob("*.sql"))
    ]


def apply_sql_files() -> list[str]:
    """Apply the changed files and return their paths. A concurrent run waits."""
    files = sql_files()
    with _exclusive_lock() as cursor:
        cursor.execute("SELECT path, hash FROM public.organisations_sqlfile")
        noted = dict(cursor.fetchall())
        changed = [file for file in files if noted.get(file.path) != file.hash(cursor)]
        gone = [SqlFile(path, "") for path in sorted(noted.keys() - {file.path for file in files})]
        for file in changed + gone:
            _apply_patiently(file)
    return [file.path for file in changed + gone]


@contextmanager
def _exclusive_lock() -> Iterator[CursorWrapper]:
    key = "hashtextextended('restartix: files of SQL', 0)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock({key})")
        try:
            yield cursor
        finally:
            cursor.execute(f"SELECT pg_advisory_unlock({key})")


def _apply_patiently(file: SqlFile) -> None:
    """Give up the lock quickly and retry: a waiting ALTER would block everybody who reads the table after it."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '1s'")
                _apply(cursor, file)
            return
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                raise
            if attempt == ATTEMPTS:
                raise FileRefused(
                    f"{file.path} waited {ATTEMPTS} times for a lock: run migrate again."
                ) from error
            time.sleep(0.5)


def _apply(cursor: CursorWrapper, file: SqlFile) -> None:
    if not file.text:
        _drop_routine(cursor, file.name)
        cursor.execute("DELETE FROM public.organisations_sqlfile WHERE path = %s", [file.path])
        return
    # A function may call one whose file comes later.
    cursor.execute("SET LOCAL check_function_bodies = off")
    with _lookup_may_create(cursor, "SET LOCAL ROLE restartix_lookup" in file.text):
        cursor.execute(file.text)
    if file.kind == "functions":
        _refuse_overloads(cursor, file)
    else:
        _drop_what_is_not_named(cursor, file)
    cursor.execute(
        "INSERT INTO public.organisations_sqlfile (path, hash) VALUES (%s, %s) ON CONFLICT (path)"
        " DO UPDATE SET hash = excluded.hash, applied_at = clock_timestamp()",
        [file.path, file.hash(cursor)],
    )


@contextmanager
def _lookup_may_create(cursor: CursorWrapper, wanted: bool) -> Iterator[None]:
    """The look-up role must create its own functions. The grant ends in the same transaction, so nobody sees it."""
    if wanted:
        cursor.execute("GRANT CREATE ON SCHEMA public TO restartix_lookup")
    yield
    if wanted:
        cursor.execute("RESET ROLE; REVOKE CREATE ON SCHEMA public FROM restartix_lookup")


def _refuse_overloads(cursor: CursorWrapper, file: SqlFile) -> None:
    cursor.execute(ROUTINES, [file.name])
    found = [signature for signature, _owner in cursor.fetchall()]
    if len(found) != 1:
        raise FileRefused(
            f"{file.path} must define exactly one function of its name, found: {', '.join(found) or 'none'}."
            " If its parameters changed, drop the old function at the top of the file."
        )


def _drop_what_is_not_named(cursor: CursorWrapper, file: SqlFile) -> None:
    cursor.execute(RULES, {"table": f"public.{file.name}"})
    for kind, name in cursor.fetchall():
        if f"{kind} {name} " not in file.text:
            cursor.execute(f'DROP {kind} "{name}" ON public.{file.name}')


def _drop_routine(cursor: CursorWrapper, name: str) -> None:
    cursor.execute(ROUTINES, [name])
    for signature, owner in cursor.fetchall():
        cursor.execute(f"SET LOCAL ROLE {owner}")
        cursor.execute(f"DROP ROUTINE {signature}")
        cursor.execute("RESET ROLE")
