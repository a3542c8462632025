"""docker-compose.yml: each service knows its own database address only, and what it runs really runs."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from restartix.tools.local.cluster import Cluster
from restartix.tools.local.initialise import embedded_binaries
from restartix.tools.local.processes import ROOT, Child
from restartix.tools.local.roles import ROLES
from restartix.tools.local.servers import stop_all, wait_until_served
from tests.architecture.compose import services, variables, written
from tests.live import collect_static_files, free_port

GIVEN = {
    "POSTGRES_PASSWORD": "0superuser0",
    "OWNER_PASSWORD": "0owner0",
    "APP_PASSWORD": "0app0",
    "WORKER_PASSWORD": "0worker0",
    "SECRET_KEY": "0secret0",
    "SITE_URL": "https://clinic.example",
    "ALLOWED_HOSTS": "clinic.example",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "MAIL_FROM": "clinic@clinic.example",
    "TRUSTED_PROXIES": "127.0.0.1",
}
SERVICES = services(GIVEN)
ADDRESS_OF = {"migrate": "DATABASE_OWNER_URL", "web": "DATABASE_URL", "worker": "DATABASE_WORKER_URL"}
# For bin/demo and the tests: what nobody sets on a clinic's server.
OURS = {
    *("CLERK_API_URL", "DAILY_API_URL", "SMS_API_URL", "OUTBOX_DIR", "RESTARTIX_DEMO", "STATIC_STORAGE"),
    *("CLERK_AUTHORIZED_PARTIES", "SSL_REDIRECT", "WORKERS"),
}
COMMANDS = {path.stem for path in ROOT.glob("**/management/commands/*.py") if ".venv" not in path.parts}


@pytest.mark.parametrize("service", ADDRESS_OF)
def test_a_service_is_told_its_own_database_address_and_no_other(service):
    told = {name for name in SERVICES[service]["environment"] if name.startswith("DATABASE_")}

    assert told == {ADDRESS_OF[service]}


def test_every_variable_of_the_readme_reaches_web_and_worker():
    table = re.findall(r"^\| (`[A-Z_`, ]+`) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    named = {name for row in table for name in re.findall(r"`([A-Z_]+)`", row)}

    assert len(named) > 20
    for service in ("web", "worker"):
        passed = set(SERVICES[service]["environment"]) | set(ADDRESS_OF.values())
        assert named - passed == set(), service


def test_every_variable_that_is_read_is_in_the_readme_or_ours_alone():
    source = (ROOT / "restartix/config/settings.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))
    readme = (ROOT / "README.md").read_text()

    assert {name for name in read if f"`{name}`" not in readme} == OURS


@pytest.mark.parametrize("service", ADDRESS_OF)
def test_no_service_but_the_database_is_told_a_password_by_itself(service):
    assert not {name for name in SERVICES[service]["environment"] if name.endswith("_PASSWORD")}


def test_no_secret_is_written_in_the_file():
    for name, rule in variables().items():
        assert rule in {":?", ":-"}, name
        assert name not in GIVEN or rule == ":?" or name == "TRUSTED_PROXIES"
    for service in written().values():
        secrets = {name: said for name, said in service["environment"].items() if is_secret(name)}
        assert all("${" in said for said in secrets.values())


def test_the_database_makes_the_roles_and_then_sets_their_passwords():
    mounted = dict(volume.split(":")[:2] for volume in SERVICES["db"]["volumes"])

    assert mounted["./bin/roles.sql"] == "/docker-entrypoint-initdb.d/10-roles.sql"
    assert mounted["./bin/passwords"] == "/docker-entrypoint-initdb.d/20-passwords.sh"
    assert mounted["database"] == "/var/lib/postgresql"
    assert all((ROOT / path).exists() for path in mounted if path.startswith("./"))


def test_nothing_serves_before_the_tables_are_ready():
    assert SERVICES["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}
    for service in ("web", "worker"):
        assert SERVICES[service]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert all("healthcheck" in SERVICES[service] for service in ("db", "web", "worker"))


def test_the_worker_is_stopped_by_its_main_process_alone_and_in_its_own_time():
    worker = SERVICES["worker"]

    assert worker["command"] == [
        "python",
        "manage.py",
        "work",
    ]  # not through a shell, which would be that process
    assert (worker["init"], worker["stop_signal"]) == (False, "SIGTERM")
    assert int(worker["stop_grace_period"].removesuffix("s")) > 20  # what it promises itself


def test_the_pages_are_offered_to_a_proxy_on_the_same_machine_alone():
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["web"]["ports"])


def test_the_commands_it_holds_exist():
    said = [SERVICES[service]["command"] for service in ADDRESS_OF]
    said += [SERVICES[service]["healthcheck"]["test"][1:] for service in ("web", "worker")]
    ours = {words[2] for words in said if words[1] == "manage.py"}
    modules = [words[2] for words in said if words[1:3] == ["-m", "restartix.config.alive"]]

    assert ours <= COMMANDS
    assert modules


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A database as the postgres image makes it: by initdb's options, roles.sql and bin/passwords."""
    cluster = Cluster(tmp_path_factory.mktemp("compose"), durable=False)
    cluster.start()
    environ = SERVICES["db"]["environment"]
    with cluster.connect("superuser", "postgres") as connection:
        connection.execute("CREATE DATABASE restartix")
    with cluster.connect("superuser") as connection:
        connection.execute(ROLES.read_bytes())
    told = {
        "PATH": f"{embedded_binaries()}:{os.environ['PATH']}",
        "PGHOST": "127.0.0.1",
        "PGPORT": str(cluster.port),
        "PGPASSWORD": cluster.passwords["postgres"],
        "POSTGRES_USER": "postgres",
    }
    subprocess.run([ROOT / "bin" / "passwords"], env=told | environ, check=True)
    yield cluster
    cluster.stop()


def test_what_it_runs_really_runs(database, tmp_path):
    port = free_port()
    collect_static_files()

    run(SERVICES["migrate"]["command"], "migrate", database)
    children = [start(service, database, tmp_path, port=port) for service in ("web", "worker")]
    try:
        wait_until_served(f"http://127.0.0.1:{port}/static/css/tokens.css", children)
        run([*SERVICES["web"]["healthcheck"]["test"][1:], str(port)], "web", database)
        run(SERVICES["worker"]["healthcheck"]["test"][1:], "worker", database, patience=15)
    finally:
        stop_all(children)

    assert [child.process.returncode for child in children] == [0, 0]


def start(service: str, cluster: Cluster, folder: Path, *, port: int) -> Child:
    command = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in SERVICES[service]["command"]]
    return Child(service, here(command), environ=told(service, cluster), log=folder / service)


def run(command: list[str], service: str, cluster: Cluster, *, patience: float = 0) -> None:
    """Run it to its end; with `patience`, again until it is content, as a health check is."""
    deadline = time.monotonic() + patience
    while True:
        environ = told(service, cluster)
        done = subprocess.run(here(command), cwd=ROOT, env=environ, capture_output=True, text=True)
        if done.returncode == 0:
            return
        assert time.monotonic() < deadline, done.stderr


def here(command: list[str]) -> list[str]:
    assert command[0] == "python"
    return [sys.executable, *command[1:]]


def told(service: str, cluster: Cluster) -> dict[str, str]:
    """The service's environment and nothing of ours; the database is here instead of in its container."""
    environ = {name: str(said) for name, said in SERVICES[service]["environment"].items()}
    environ[ADDRESS_OF[service]] = environ[ADDRESS_OF[service]].replace(
        "@db:5432/", f"@127.0.0.1:{cluster.port}/"
    )
    return environ | {"PATH": os.environ["PATH"]}


def is_secret(name: str) -> bool:
    return any(word in name for word in ("PASSWORD", "SECRET", "_KEY", "DATABASE_", "EMAIL_URL"))
