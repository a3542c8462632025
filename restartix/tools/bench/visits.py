"""The visits: which half-hours are taken, by whom, and how they ended."""

from __future__ import annotations

from datetime import date, timedelta

from restartix.tools.bench.rows import (
    HALF_TIME,
    KEYS,
    ORGANISATION,
    SERVICES,
    SPECIALISTS,
    Connection,
    insert_rows,
)

PERSONS_PER_VISIT = 10
WEEKS_AHEAD = 8
FIVE_YEARS = timedelta(weeks=262)
TAKEN = f"""
    CREATE TEMP TABLE slot ON COMMIT DROP AS
    SELECT row_number() OVER () AS number, n, starts FROM (SELECT n,
           ((week::date + day)::timestamp + time '08:00' + half * interval '30 minutes')
               AT TIME ZONE 'Europe/Bucharest' AS starts
    FROM generate_series(%(first)s::date, %(last)s::date, interval '7 days') AS weeks (week),
         generate_series(1, {SPECIALISTS}) n, generate_series(0, 4) AS days (day),
         LATERAL (SELECT half
                  FROM generate_series(0, CASE WHEN n <= {HALF_TIME} THEN 9 ELSE 19 END) AS halves (half)
                  ORDER BY hashint8(extract(epoch FROM week)::bigint + n * 97 + day * 13 + half * 7919)
                  LIMIT CASE WHEN n <= {HALF_TIME} THEN 8 ELSE 18 END) chosen
    WHERE extract(week FROM week) NOT IN (1, 33)
    ORDER BY CASE WHEN week >= %(monday)s AND n %% {SERVICES} = 0 THEN 0 WHEN week = %(monday)s THEN 1 ELSE 2 END,
             abs(week::date - %(monday)s::date), week, n, day, half
    LIMIT %(visits)s) chosen
    """
STATUS = (
    "CASE WHEN starts > now() THEN 'confirmed' WHEN number % 20 <> 0 THEN 'done'"
    " WHEN number % 40 = 0 THEN 'cancelled' ELSE 'noshow' END"
)


def fill(connection: Connection, visits: int, monday: date) -> None:
    """Past ones are done (one in twenty cancelled or missed), those ahead confirmed."""
    period = {"first": monday - FIVE_YEARS, "last": monday + timedelta(weeks=WEEKS_AHEAD)}
    connection.execute(TAKEN, period | {"monday": monday, "visits": visits})
    _visits(connection, visits)
    _claims(connection)


def _visits(connection: Connection, visits: int) -> None:
    persons = max(visits // PERSONS_PER_VISIT, 1)
    insert_rows(
        connection,
        "appointments_appointment",
        "slot",
        id="number",
        organisation_id=str(ORGANISATION),
        patient_person_id=KEYS.format(f"'person ' || (number % {persons} + 1)"),
        booked_as_id=KEYS.format(f"'person ' || (number % {persons} + 1)"),
        specialist_id=KEYS.format("'specialist ' || n"),
        service_id=KEYS.format(f"'service ' || (n % {SERVICES} + 1)"),
        started_at="starts",
        ended_at="starts + interval '30 minutes'",
        status=STATUS,
        contact_email=f"'patient' || (number % {persons} + 1) || '@bench.example'",
        price="50",
        language="'en'",
        link_nonce="md5('nonce ' || number)",
        link_hash="md5('a' || number) || md5('b' || number)",
        created_at="starts - interval '5 days'",
        onboarded_at="starts - interval '4 days'",
    )
    connection.execute("SELECT setval('appointments_appointment_id_seq', %s)", [visits + 1000])


def _claims(connection: Connection) -> None:
    insert_rows(
        connection,
        "appointments_claim",
        "appointments_appointment a WHERE a.status NOT IN ('cancelled', 'noshow')",
        id=KEYS.format("'claim ' || a.id"),
        appointment_id="a.id",
        organisation_id=str(ORGANISATION),
        specialist_id="a.specialist_id",
        blocked_from="a.started_at",
        blocked_until="a.ended_at",
    )
