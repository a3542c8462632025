"""The tests' database server, up before Django reads its settings: pytest loads this first (pyproject.toml).

Nothing is emptied between tests. A test with `db` runs in a transaction that is rolled back, as the web's
role; one with `committed` has a database of its own, copied in a tenth of a second, in which it may commit.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import psycopg
import pytest

from restartix.tools.local.initialise import USERS
from restartix.tools.local.messages import compile_catalogues
from restartix.tools.local.migrated import template_database
from restartix.tools.local.roles import drop_database, make_database
from restartix.tools.local.shared import SharedCluster, cluster_for_tests, surroundings_for_tests
from restartix.tools.local.surroundings import ADDRESSES

PLAIN_STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"

shared = SharedCluster(cluster_for_tests())
cluster = shared.cluster
numbers = count(1)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """Around pytest-django's own, which reads the settings."""
    shared.join()
    compile_catalogues()
    surroundings = surroundings_for_tests(cluster, STATIC_STORAGE=PLAIN_STATIC_FILES, RESTARTIX_AS="web")
    addresses = {ADDRESSES[kind]: address for kind, address in surroundings.addresses.items()}
    os.environ.update(surroundings.settings | addresses)
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure():
    shared.leave()


def new_name(purpose: object = "") -> str:
    """A database name of this process's own; the next run removes it should this one be killed."""
    return f"restartix_{os.getpid()}_{purpose or next(numbers)}"


@contextmanager
def pointed_at(database: str, role: str = "app") -> Iterator[None]:
    """Django's default connection, in every thread that opens one now, goes to `database` as `role`."""
    from django.db import connections

    settings = connections["default"].settings_dict
    before = dict(settings)
    connections.close_all()
    settings.update(NAME=database, USER=USERS[role], PASSWORD=cluster.passwords[USERS[role]])
    try:
        yield
    finally:
        connections.close_all()
        settings.update(before)


class Committed:
    """A database of one test's own. Django's default connection goes there, as the web's role."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._opened: list[psycopg.Connection[Any]] = []

    def url(self, role: str = "app") -> str:
        """The address for app, worker, owner or superuser."""
        return cluster.url(role, self.name)

    def connect(self, role: str = "app", **options: Any) -> psycopg.Connection[Any]:
        """A bare connection past Django, in autocommit unless told otherwise; closed when the test ends."""
        connection = cluster.connect(role, self.name, **options)
        self._opened.append(connection)
        return connection

    @contextmanager
    def as_role(self, role: str) -> Iterator[None]:
        """While inside, Django's default connection is the worker's, say. Not inside a transaction."""
        with pointed_at(self.name, role):
            yield

    def close(self) -> None:
        for connection in self._opened:
            connection.close()


@contextmanager
def copy_of(template: str, name: str = "") -> Iterator[Committed]:
    """`name` when somebody knows it already: whoever is still in the database of that name is put out."""
    copy = Committed(name or new_name())
    if name:
        drop_database(cluster, name)
    make_database(cluster, copy.name, template=template)
    try:
        with pointed_at(copy.name):
            yield copy
    finally:
        copy.close()
        drop_database(cluster, copy.name)


def make_template(name: str) -> None:
    """The database that this process copies others from: every table, and the tests' cast."""
    from tests import cast

    make_database(cluster, name, template=template_database(cluster))
    with pointed_at(name, "owner"):
        cast.load()
    with cluster.connect("superuser", name) as connection:
        connection.execute("VACUUM ANALYZE")
