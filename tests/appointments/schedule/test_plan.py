"""The month is counted by the clinic's index of visits, whatever the policies have to look at."""

import pytest
from django.db import connection

from appointments.schedule.lines import counts_of, visits_of
from appointments.schedule.place import Place, View
from restartix.clock import Clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["admin", "specialist"])
def test_the_month_needs_no_row_of_the_table(request, cast, who):
    seat, clock = request.getfixturevalue(who), Clock(cast.aurora.organisation.zone)
    month = Place(View.MONTH, cast.world.today, cast.world.today).at(cast.world.today, View.MONTH)

    with seat.scope(), connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan"):  # as on a table of a million visits
            cursor.execute(f"SET LOCAL enable_{way} = off")
        asked = []
        with connection.execute_wrapper(
            lambda run, sql, *rest: asked.append((sql, rest[0])) or run(sql, *rest)
        ):
            counts_of(visits_of(month, clock, own=None).filter(organisation=cast.aurora.organisation), clock)
        cursor.execute(f"EXPLAIN {asked[0][0]}", asked[0][1])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "using visits_of_clinic" in plan, plan
