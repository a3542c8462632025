"""The tests' tables, made once: a database with every table and no row, kept until a migration changes.

Whoever needs tables copies it. bin/test has it made while the first checks run, by this module as a program.
"""

import fcntl
import hashlib
import subprocess
import sys

from psycopg import sql

from restartix.tools.local.cluster import Cluster
from restartix.tools.local.initialise import last_line
from restartix.tools.local.launch import LocalFailure
from restartix.tools.local.processes import ROOT
from restartix.tools.local.roles import drop_database, make_database
from restartix.tools.local.shared import SharedCluster, cluster_for_tests, surroundings_for_tests

KEPT = "restartix_migrated_"
# What the tables come from: migrations, files of SQL, what applies these, and packages that bring tables of their own.
SOURCES = (
    "*/migrations/**/*.py",
    "restartix/*/migrations/**/*.py",
    "restartix/core/clinics/sql_files.py",
    "restartix/core/clinics/management/commands/migrate.py",
    "*/sql/*/*.sql",
    "restartix/*/sql/*/*.sql",
    "bin/roles.sql",
    "requirements.lock",
)


def template_database(cluster: Cluster) -> str:
    """The name of the database to copy, which is made if it is missing; who comes meanwhile waits."""
    name = KEPT + fingerprint()
    with open(cluster.home / "migrating", "w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        there = _kept(cluster)
        if name not in there:
            for outdated in there:
                drop_database(cluster, outdated)
            _make(cluster, name)
    return name


def fingerprint() -> str:
    """What the tables' sources come to: another one as soon as a letter in them is another."""
    read = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in ROOT.glob(pattern)}):
        read.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return read.hexdigest()[:16]


def _kept(cluster: Cluster) -> list[str]:
    with cluster.connect("superuser", "postgres") as connection:
        asked = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        return [name for (name,) in connection.execute(asked, [KEPT]).fetchall()]


def _make(cluster: Cluster, name: str) -> None:
    """Under another name until it is whole."""
    part = f"restartix_part_of_{name.removeprefix(KEPT)}"
    drop_database(cluster, part)
    make_database(cluster, part)
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--no-input"]
    environ = surroundings_for_tests(cluster, part).for_("owner")
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise LocalFailure(f"The migrations failed: {last_line(done.stderr)}\n{done.stderr}")
    with cluster.connect("superuser", part) as connection:
        connection.execute("VACUUM ANALYZE")
    with cluster.connect("superuser", "postgres") as connection:
        statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(statement.format(sql.Identifier(part), sql.Identifier(name)))


def main() -> None:
    shared = SharedCluster(cluster_for_tests())
    shared.join()
    try:
        template_database(shared.cluster)
    except LocalFailure as failure:
        sys.exit(str(failure))
    finally:
        shared.leave()


if __name__ == "__main__":
    main()
