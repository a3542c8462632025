"""Asked of the database itself: the month's counting as SQL alone, and which times nobody has."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from time import perf_counter
from typing import Any

from restartix.tools.bench.client import Timing
from restartix.tools.bench.load import BigClinic
from restartix.tools.local.cluster import Cluster

FREE = """
    SELECT s.id::text, t.starts FROM appointments_specialist s
    JOIN appointments_servicespecialist g ON g.specialist_id = s.id AND g.service_id = %(service)s,
    LATERAL (SELECT (d.day::date + time '08:00' + half * interval '30 minutes')
                    AT TIME ZONE 'Europe/Bucharest' AS starts
             FROM generate_series(current_date + 2, current_date + 50, interval '1 day') AS d (day),
                  generate_series(0, 9) half WHERE extract(isodow FROM d.day) < 6) t
    WHERE NOT EXISTS (SELECT 1 FROM appointments_claim c WHERE c.specialist_id = s.id AND c.blocked_from = t.starts)
    ORDER BY md5(s.id::text || t.starts::text) LIMIT %(most)s
"""
MONTH = """
    SELECT (started_at AT TIME ZONE 'Europe/Bucharest')::date, status, count(*) FROM appointments_appointment
    WHERE organisation_id = 1 AND started_at >= %s AND started_at < %s AND deleted_at IS NULL GROUP BY 1, 2
"""


def bare_month(cluster: Cluster, database: str, clinic: BigClinic) -> Timing:
    """The month's counting by the web's role under row-level security.

    Between instants: comparing with a date is no leakproof operator, so that no index could serve it under a policy.
    """
    last = datetime.combine(clinic.monday.replace(day=1), time.min, UTC)
    first = (last - timedelta(days=1)).replace(day=1)
    seconds = []
    with cluster.connect("app", database, autocommit=False) as connection:
        connection.execute(
            "SELECT set_config('app.user_id', %s, true), set_config('app.organisation_id', '1', true)",
            [str(clinic.admin)],
        )
        for _ in range(20):
            began = perf_counter()
            connection.execute(MONTH, [first, last]).fetchall()
            seconds.append(perf_counter() - began)
    return Timing(seconds, sum(seconds), {})


def free_times(cluster: Cluster, database: str, clinic: BigClinic, most: int) -> list[tuple[str, datetime]]:
    """Of those who give the clinic's first service, within its hours."""
    with cluster.connect("superuser", database) as connection:
        found: list[Any] = connection.execute(FREE, {"service": clinic.service, "most": most}).fetchall()
    return found
