"""How the lists that everybody opens find their visits: by an index and its time, asking who one is just once."""

import re

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

LISTS = [
    ("admin", "dashboard/"),
    ("specialist", "dashboard/"),
    ("admin", "calendar/"),
    ("specialist", "calendar/"),
    ("patient", "my/"),
]
# Who one is, by a helper that reads tables; the plain current_… settings cost nothing.
HELPER = re.compile(r"current_(user_\w*person_ids|specialist_ids|\w+_organisation_ids|link_appointment_id)")


@pytest.fixture
def plans(request):
    """The plan of every query about visits that this page asks, as on a table too big to read whole."""

    def made(who, path):
        seat, asked = request.getfixturevalue(who), []
        with connection.execute_wrapper(
            lambda run, sql, *rest: asked.append((sql, rest[0])) or run(sql, *rest)
        ):
            assert seat.client().get(seat.at(path)).status_code == 200
        with seat.scope(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            for sql, values in asked:
                if re.search(r'FROM "appointments_appointment"', sql):
                    cursor.execute(f"EXPLAIN {sql}", values)
                    yield [line for (line,) in cursor.fetchall()]

    return made


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_visits_are_found_by_an_index(who, path, plans):
    found = list(plans(who, path))

    assert found
    for plan in found:
        assert not [line for line in plan if "Seq Scan on appointments_appointment" in line], "\n".join(plan)


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_who_one_is_gets_asked_once_a_query(who, path, plans):
    """As an InitPlan, whose line in a filter is only a number; never as a call for each row."""
    for plan in plans(who, path):
        per_row = [line for line in plan if re.search("Filter:|Cond:", line) and HELPER.search(line)]
        assert not per_row, "\n".join(plan)
        assert any("InitPlan" in line for line in plan), "\n".join(plan)
