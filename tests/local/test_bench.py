"""What bin/bench measures is there: its clinic fits the tables as they are, and its floor inserts as a booking does."""

from collections import Counter

import pytest

from restartix.tools.bench import report
from restartix.tools.bench.client import Timing
from restartix.tools.bench.load import load
from restartix.tools.bench.questions import FREE
from restartix.tools.bench.race import CLIENTS, TIMES, Race
from restartix.tools.bench.report import Figure
from restartix.tools.bench.visits import PERSONS_PER_VISIT
from tests.database import cluster, drop_database, make_database, new_name

VISITS = 8000


@pytest.fixture
def emptied(template):
    name = new_name("bench")
    make_database(cluster, name, template=template)
    with cluster.connect("superuser", name) as connection:
        connection.execute("SET session_replication_role = replica")
        tables = connection.execute(
            "SELECT string_agg(oid::regclass::text, ', ') FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND relname NOT IN ('django_migrations', 'organisations_sqlfile')"
        ).fetchone()
        connection.execute(f"TRUNCATE {tables[0]}")
        connection.execute("RESET session_replication_role")
        yield connection
    drop_database(cluster, name)


def test_the_clinic_is_as_full_as_it_is_said_to_be(emptied):
    clinic = load(emptied, VISITS)

    def count(table):
        return emptied.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    assert count("appointments_appointment") == VISITS
    assert count("patients_patient") == VISITS // PERSONS_PER_VISIT
    this_week = emptied.execute(
        "SELECT specialist_id, count(*) FROM appointments_appointment"
        " WHERE started_at >= %s AND started_at < %s::date + 7 GROUP BY 1",
        [clinic.monday, clinic.monday],
    ).fetchall()
    assert Counter(number for _who, number in this_week) == {40: 10, 90: 40}
    statuses = dict(
        emptied.execute("SELECT status, count(*) FROM appointments_appointment GROUP BY 1").fetchall()
    )
    assert statuses["confirmed"] > VISITS / 4
    called_off = statuses.get("cancelled", 0) + statuses.get("noshow", 0)
    assert count("appointments_claim") == VISITS - called_off
    assert len(emptied.execute(FREE, {"service": clinic.service, "most": 60}).fetchall()) == 60


def figure(name, visits, p50, **more):
    timing = Timing([p50], p50, {})
    return Figure(name, visits, timing, timing, **more)


def test_what_is_not_reached_is_named():
    figures = [
        figure("quick", 10, 0.001, floor=0.001, most=2),
        figure("quick", 1000, 0.0011, floor=0.001, most=2),
        figure("slow", 10, 0.002, floor=0.001, most=1.5),
        figure("growing", 10, 0.001),
        figure("growing", 1000, 0.004),
        figure("may grow", 10, 0.001, grows=True),
        figure("may grow", 1000, 0.004, grows=True),
    ]

    missed = report.misses(figures)

    assert [one.split(":")[0] for one in missed] == ["slow", "growing"]
    assert len(report.table(figures).splitlines()) == 8


def test_a_race_is_clean_when_each_time_has_one_winner():
    assert Race({302: TIMES, 409: TIMES * (CLIENTS - 1)}, 0.2, 5.0).is_clean
    assert not Race({302: TIMES + 1, 409: TIMES * (CLIENTS - 1) - 1}, 0.2, 5.0).is_clean
    assert not Race({302: TIMES, 409: TIMES * (CLIENTS - 1) - 1, 500: 1}, 0.2, 5.0).is_clean
