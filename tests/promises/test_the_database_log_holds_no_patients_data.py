"""PostgreSQL's own log says that something failed, and never with which patient's values."""

import threading
import time
from contextlib import suppress

import psycopg
import pytest

from restartix.core.database_log import SAFE
from restartix.tools.local import cluster as local
from restartix.tools.local.cluster import Cluster
from restartix.tools.local.processes import ROOT
from restartix.tools.local.server_settings import ALWAYS
from tests.architecture.compose import services
from tests.architecture.test_compose import GIVEN
from tests.database import cluster as shared_cluster

MARK = "Zamfirescu-Marked"
FAILING = {
    "a check": f"INSERT INTO visit VALUES (1, '{MARK}', -1)",
    "a duplicate": f"INSERT INTO visit VALUES (0, '{MARK}', 5)",
    "a missing value": f"INSERT INTO visit VALUES (2, '{MARK}', NULL)",
    "a value that is too long": f"INSERT INTO visit VALUES (3, '{MARK * 9}', 5)",
    "a reference to nothing": f"INSERT INTO note VALUES (77, '{MARK}')",
    "a range that overlaps": f"INSERT INTO claim VALUES ('[5,9)', '{MARK}')",
    "a function that refuses": f"SELECT refuse('{MARK}')",
    "a division by zero": f"SELECT 1 / length('') WHERE '{MARK}' <> ''",
    "a broken JSON": f"""SELECT '{{"name": "{MARK}", "n": }}'::jsonb""",
    "a statement that takes too long": f"SET statement_timeout = 20; SELECT pg_sleep(2), '{MARK}'",
    "no permission": f"SET ROLE nobody; SELECT * FROM visit WHERE name = '{MARK}'",
    "bad syntax": f"SELEKT '{MARK}'",
}
TABLES = """
    CREATE ROLE nobody;
    CREATE TABLE visit (id int PRIMARY KEY, name varchar(40), minutes int NOT NULL CHECK (minutes > 0));
    CREATE TABLE note (visit int REFERENCES visit, words text);
    CREATE TABLE claim (span int4range, name text, EXCLUDE USING gist (span WITH &&));
    CREATE FUNCTION refuse(name text) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN EXECUTE format('INSERT INTO visit VALUES (9, %L, -1)', name); END $$;
    INSERT INTO visit VALUES (0, 'somebody', 5), (1, 'somebody else', 5);
    INSERT INTO claim VALUES ('[1,6)', 'somebody');
"""


def compose_settings():
    """What docker-compose.yml starts PostgreSQL with."""
    flags = [word for word in services(GIVEN)["db"]["command"] if word.startswith("-c")]
    return dict(flag.removeprefix("-c").split("=", 1) for flag in flags)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with compose's settings, and only those that make it reachable beside them."""
    reachable = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "20"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "ALWAYS", reachable | compose_settings())
        server = Cluster(tmp_path_factory.mktemp("log"), durable=False)
        server.start()
    with server.connect("superuser", "postgres") as session:
        session.execute(TABLES)
    yield server
    server.stop()


def log_after(server, act):
    """What the server wrote while `act` ran; it writes at once."""
    before = len(server.log.read_bytes())
    act()
    return server.log.read_bytes()[before:].decode(errors="replace")


@pytest.mark.parametrize("statement", FAILING.values(), ids=FAILING)
def test_a_failing_statement_is_logged_without_its_values(server, statement):
    def fail():
        with server.connect("superuser", "postgres") as session, pytest.raises(psycopg.Error):
            session.execute(statement)

    log = log_after(server, fail)

    assert "ERROR" in log
    assert MARK not in log


def test_values_sent_apart_from_their_statement_are_not_logged_either(server):
    def fail():
        with server.connect("superuser", "postgres") as session, pytest.raises(psycopg.Error):
            session.execute("INSERT INTO visit VALUES (%s, %s, %s)", [4, MARK, -1], prepare=True)

    assert MARK not in log_after(server, fail)


def test_a_deadlock_is_logged_without_its_statements(server):
    def change(first, second):
        with suppress(psycopg.Error), server.connect("superuser", "postgres", autocommit=False) as session:
            session.execute("SET deadlock_timeout = 50")
            session.execute("UPDATE visit SET name = %s WHERE id = %s", [MARK, first])
            time.sleep(0.2)
            session.execute("UPDATE visit SET name = %s WHERE id = %s", [MARK, second])

    def cross():
        threads = [threading.Thread(target=change, args=pair) for pair in ((0, 1), (1, 0))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    log = log_after(server, cross)

    assert "deadlock detected" in log
    assert MARK not in log


def test_without_the_settings_the_values_would_be_there(server):
    """That the marks can be found at all: a server that logs as PostgreSQL does by itself."""

    def fail():
        with server.connect("superuser", "postgres") as session:
            session.execute("SET log_min_error_statement = 'error'; SET log_error_verbosity = 'default'")
            with pytest.raises(psycopg.Error):
                session.execute(FAILING["a check"])

    assert MARK in log_after(server, fail)


class TestThePagesErrors:
    """The application's own role, through the real pages, on the tests' server."""

    HOSTILE = (
        MARK,
        f"{MARK}\x00",
        "9" * 30,
        f"2026-13-45{MARK}",
        f'{{"{MARK}": 1',
        f"{MARK}@patients.example" * 20,
    )

    def test_nothing_typed_ends_in_the_log(self, committed, cast, admin, visitor):
        service = next(iter(cast.aurora.services.values()))
        book = visitor.at(f"services/{service.pk}/book/")
        paths = [
            *(book, visitor.at(f"services/{service.pk}/"), visitor.at("sign-in/")),
            *(
                admin.at("search/"),
                admin.at("calendar/"),
                admin.at("dashboard/"),
                admin.at("appointments/new/"),
            ),
            *(admin.at("settings/clinic/"), admin.at(f"appointments/{cast.soon.pk}/")),
        ]
        fields = (
            "at",
            "name",
            "email",
            "phone",
            "q",
            "day",
            "birth_date",
            "specialist",
            "zone",
            "next",
            "service",
        )

        answers = set()

        def try_everything():
            clients = [visitor.client(), admin.client()]
            for typed in self.HOSTILE:
                for client in clients:
                    for path in paths:
                        answers.add((path, client.get(path, dict.fromkeys(fields, typed)).status_code))
                        client.post(path, dict.fromkeys(fields, typed))
                        client.get(f"{path}{MARK}/")

        assert MARK not in log_after(shared_cluster, try_everything)
        assert {path for path, status in answers if status in {200, 302}} == set(paths)

    def test_what_the_database_refuses_of_the_web_is_logged_without_the_row(self, committed, cast):
        def fail():
            with committed.connect("app") as session, pytest.raises(psycopg.Error):
                session.execute(
                    "INSERT INTO patients_patientperson (id, name, made_by_id, phone, created_at)"
                    " VALUES (gen_random_uuid(), %s, %s, '', now())",
                    [MARK, cast.aurora.organisation.pk],
                )

        log = log_after(shared_cluster, fail)

        assert "patients_patientperson" in log
        assert MARK not in log


def test_what_compose_sets_is_safe_and_the_embedded_server_sets_it_too():
    ours = compose_settings()

    assert {name: value for name, value in ours.items() if value not in SAFE[name]} == {}
    assert ours.items() <= ALWAYS.items()
    assert "ALTER SYSTEM SET log_min_error_statement = 'panic'" in (ROOT / "README.md").read_text()
