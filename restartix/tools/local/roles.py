"""The database roles, made by the very file that a database administrator runs (bin/roles.sql)."""

from pathlib import Path

from psycopg import sql

from restartix.tools.local import memory
from restartix.tools.local.cluster import Cluster

EMPTY = "template1"
ROLES = Path(__file__).parents[3] / "bin" / "roles.sql"


def prepare(cluster: Cluster, database: str = "restartix") -> None:
    """A running cluster with its roles, their passwords set, and `database`, which the owner owns."""
    with cluster.alone():
        make_database(cluster, database)
        with cluster.connect("superuser", "postgres") as connection:
            for user, password in cluster.passwords.items():
                statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
                connection.execute(statement.format(sql.Identifier(user), sql.Literal(password)))


def make_database(cluster: Cluster, database: str, *, template: str = EMPTY) -> None:
    """`database`, copied from `template` if it is missing, with the roles' rights, which no copy carries."""
    with cluster.connect("superuser", "postgres") as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if not there:
            how = sql.SQL("") if template == EMPTY else memory.copy_strategy(connection)
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} {}")
            connection.execute(statement.format(sql.Identifier(database), sql.Identifier(template), how))
    with cluster.connect("superuser", database) as connection:
        connection.execute(ROLES.read_bytes())


def drop_database(cluster: Cluster, database: str) -> None:
    """Remove `database` and whoever is still in it."""
    with cluster.connect("superuser", "postgres") as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )
