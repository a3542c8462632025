"""bin/roles.sql by an administrator who is no superuser, as on a hosted database, whose own the database is."""

import os
import subprocess
import sys

import psycopg
import pytest

from restartix.tools.local.cluster import Cluster
from restartix.tools.local.processes import ROOT
from restartix.tools.local.roles import ROLES
from tests.local.test_roles import SERVERS


@pytest.fixture(scope="module", params=SERVERS)
def hosted(request, tmp_path_factory):
    """A server whose administrator is no superuser, with the roles made by them, twice."""
    cluster = Cluster(tmp_path_factory.mktemp("hosted"), durable=False, binaries=SERVERS[request.param])
    cluster.start()
    with cluster.connect("superuser", "postgres") as connection:
        connection.execute("CREATE ROLE administrator LOGIN CREATEROLE CREATEDB PASSWORD 'known'")
    address = f"postgresql://administrator:known@127.0.0.1:{cluster.port}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE restartix")
    for _ in range(2):
        with psycopg.connect(f"{address}/restartix", autocommit=True) as connection:
            connection.execute(ROLES.read_bytes())
            for role in ("owner", "app", "worker"):
                connection.execute(
                    f"ALTER ROLE restartix_{role} PASSWORD '{cluster.passwords[f'restartix_{role}']}'"
                )
    yield cluster
    cluster.stop()


def test_makes_the_same_roles_and_rights(hosted):
    with hosted.connect("superuser") as connection:
        owners = connection.execute(
            "SELECT datdba::regrole::text, nspowner::regrole::text FROM pg_database, pg_namespace"
            " WHERE datname = 'restartix' AND nspname = 'public'"
        ).fetchone()
        powers = connection.execute(
            "SELECT count(*) FROM pg_roles WHERE rolname ~ '^restartix_(owner|app|worker|lookup)$'"
            " AND NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)"
        ).fetchone()

    assert owners == ("restartix_owner", "restartix_owner")
    assert powers == (4,)


def test_and_the_owner_makes_every_table_there(hosted):
    environ = os.environ | {"RESTARTIX_AS": "owner", "DATABASE_OWNER_URL": hosted.url("owner")}

    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--noinput", "-v0"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    with hosted.connect("app") as connection:
        assert connection.execute("SELECT count(*) FROM appointments_appointment").fetchone() == (0,)
