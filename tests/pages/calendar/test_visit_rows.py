"""The month is counted by the clinic's index of visits, whatever the policies have to look at.

On a copy of the tests' database: PostgreSQL plans otherwise once tests have left dead rows.
"""

from django.db import connection

from restartix.core.clock import Clock
from restartix.pages.calendar.period import Period, View
from restartix.pages.calendar.visit_rows import counts_of, visits_of


def test_the_month_needs_no_row_of_the_table(committed, cast, admin, specialist):
    clock, ours = Clock(cast.aurora.organisation.zone), cast.aurora.organisation
    month = Period(View.MONTH, cast.today, cast.today).at(cast.today, View.MONTH)
    for seat in (admin, specialist):
        with seat.scope():
            visits = visits_of(month, clock, own=None).filter(organisation=ours)
            plan = plan_of(lambda visits=visits: counts_of(visits, clock))

        assert "using visits_of_clinic" in plan, plan


def plan_of(ask):
    """How the first query that this asks is answered, on a table of a million visits."""
    asked = []
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        with connection.execute_wrapper(
            lambda run, sql, *rest: asked.append((sql, rest[0])) or run(sql, *rest)
        ):
            ask()
        cursor.execute(f"EXPLAIN {asked[0][0]}", asked[0][1])
        return "\n".join(line for (line,) in cursor.fetchall())
