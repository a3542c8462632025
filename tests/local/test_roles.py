"""bin/roles.sql on every PostgreSQL that this machine has: the embedded one, and the system's."""

from pathlib import Path

import psycopg
import pytest

from restartix.tools.local.cluster import Cluster
from restartix.tools.local.initialise import embedded_binaries
from restartix.tools.local.roles import ROLES, prepare

SERVERS = {"embedded": embedded_binaries()} | {
    folder.parent.name: folder for folder in sorted(Path("/usr/lib/postgresql").glob("1[5-8]/bin"))
}


@pytest.fixture(scope="module", params=SERVERS)
def prepared(request, tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("pg"), durable=False, binaries=SERVERS[request.param])
    cluster.start()
    prepare(cluster)
    yield cluster
    cluster.stop()


def test_running_the_file_again_changes_nothing(prepared):
    before = catalogue(prepared)

    with prepared.connect("superuser") as connection:
        connection.execute(ROLES.read_bytes())

    assert catalogue(prepared) == before


def test_a_role_that_was_given_too_much_loses_it(prepared):
    before = catalogue(prepared)
    with prepared.connect("superuser") as connection:
        connection.execute("ALTER ROLE restartix_app BYPASSRLS CREATEDB")

        connection.execute(ROLES.read_bytes())

    assert catalogue(prepared) == before


@pytest.mark.parametrize("role", ["app", "worker"])
@pytest.mark.parametrize(
    "attempt",
    [
        "SET ROLE restartix_owner",
        "SET ROLE restartix_lookup",
        "SET ROLE restartix_backup",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION btree_gist",
        "CREATE ROLE mine",
    ],
)
def test_a_serving_role_can_neither_become_another_nor_make_anything(prepared, role, attempt):
    with prepared.connect(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(attempt)


def test_the_owner_makes_tables_and_extensions_and_hands_functions_to_the_look_up_role(prepared):
    with prepared.connect("owner", autocommit=False) as connection:
        for extension in ("btree_gist", "pg_trgm", "unaccent"):
            connection.execute(f"CREATE EXTENSION {extension}")
        connection.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        connection.execute("GRANT CREATE ON SCHEMA public TO restartix_lookup")
        connection.execute("ALTER FUNCTION f() OWNER TO restartix_lookup")
        connection.execute("REVOKE CREATE ON SCHEMA public FROM restartix_lookup")
        connection.rollback()


def test_the_owner_does_not_see_through_the_eyes_of_the_look_up_role(prepared):
    with prepared.connect("owner", autocommit=False) as connection:
        connection.execute("CREATE TABLE seen (id int)")
        connection.execute("INSERT INTO seen VALUES (1)")
        connection.execute("ALTER TABLE seen ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        connection.execute("CREATE POLICY lookup ON seen TO restartix_lookup USING (true)")

        rows = connection.execute("SELECT * FROM seen").fetchall()

        connection.rollback()
    assert rows == []


def test_nobody_else_enters_the_database(prepared):
    with prepared.connect("superuser") as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'known'")
    address = (
        prepared.url("app")
        .replace("restartix_app", "stranger")
        .replace(prepared.passwords["restartix_app"], "known")
    )

    with pytest.raises(psycopg.OperationalError, match="CONNECT privilege"):
        psycopg.connect(address)


@pytest.mark.parametrize(
    ("role", "statement", "lock", "idle"), [("app", "20s", "10s", "1min"), ("worker", "1min", "10s", "2min")]
)
def test_what_hangs_is_ended_by_the_server(prepared, role, statement, lock, idle):
    with prepared.connect(role) as connection:
        limits = [
            connection.execute(f"SHOW {name}").fetchone()[0]
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        ]

    assert limits == [statement, lock, idle]


def catalogue(cluster):
    """All that the file decides: the roles' attributes and memberships, and the rights in the database."""
    with cluster.connect("superuser") as connection:

        def ask(query):
            return sorted(map(str, connection.execute(query).fetchall()))

        return (
            ask("SELECT to_jsonb(r) - 'oid' FROM pg_roles r WHERE rolname LIKE 'restartix%'"),
            ask("SELECT roleid::regrole, member::regrole, to_jsonb(m) - 'oid' FROM pg_auth_members m"),
            ask("SELECT datacl, datdba::regrole FROM pg_database WHERE datname = 'restartix'"),
            ask("SELECT nspacl, nspowner::regrole FROM pg_namespace WHERE nspname = 'public'"),
        )
