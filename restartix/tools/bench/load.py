"""A clinic of many years, made in SQL: 50 specialists, visits in half-hours over 250 working weeks.

Forty specialists give 18 half-hours a day between 8 and 18, ten give 8 between 8 and 13; which half-hours stay free
follows from a hash, so that every load is alike. First come this week of everybody and the eight weeks ahead of those
who give the first service, then the other weeks by their distance from this one, until the number asked for is reached:
a smaller clinic is a younger one, and what its pages show of these weeks is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg

from restartix.tools.bench.rows import HALF_TIME, SPECIALISTS, open_clinic
from restartix.tools.bench.visits import PERSONS_PER_VISIT, fill


@dataclass(frozen=True)
class BigClinic:
    """What the pages to be measured need to know of it."""

    visits: int
    admin: UUID
    specialist_user: UUID
    nonce: str
    service: UUID
    specialists: list[UUID]
    half_time: list[UUID]
    monday: date


def load(connection: psycopg.Connection[Any], visits: int) -> BigClinic:
    """Fill a migrated, empty database in one transaction, as superuser: triggers off, indexes made afterwards."""
    monday = date.today() - timedelta(days=date.today().weekday())  # utc day: the bench's own
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL maintenance_work_mem = '1GB'")
        connection.execute("SELECT setseed(0.5)")
        open_clinic(connection, visits // PERSONS_PER_VISIT)
        with _without_indexes(connection, "appointments_appointment", "appointments_claim"):
            fill(connection, visits, monday)
    connection.execute("VACUUM (ANALYZE)")
    return _described(connection, visits, monday)


@contextmanager
def _without_indexes(connection: psycopg.Connection[Any], *tables: str) -> Iterator[None]:
    """Drop what is not a key while inside and make it again afterwards: a million entries are quicker sorted once."""
    constraints = connection.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'x' AND conrelid::regclass::text = ANY (%s)",
        [list(tables)],
    ).fetchall()
    for table, name, _definition in constraints:
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    indexes = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid::regclass::text = ANY (%s) AND NOT indisprimary AND NOT indisunique",
        [list(tables)],
    ).fetchall()
    for name, _definition in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        connection.execute(definition)
    for table, name, definition in constraints:
        connection.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def _described(connection: psycopg.Connection[Any], visits: int, monday: date) -> BigClinic:
    def key(what: str) -> UUID:
        row = connection.execute("SELECT md5(%s)::uuid", [what]).fetchone()
        assert row
        found: UUID = row[0]
        return found

    specialists = [key(f"specialist {number}") for number in range(1, SPECIALISTS + 1)]
    return BigClinic(
        visits=visits,
        admin=key("user 0"),
        specialist_user=key(f"user {SPECIALISTS}"),
        nonce="bench-nonce",
        service=key("service 1"),
        specialists=specialists,
        half_time=specialists[:HALF_TIME],
        monday=monday,
    )
