"""Who and what the clinic has besides its visits: members, specialists with their hours, services, patients."""

from __future__ import annotations

from typing import Any

import psycopg

from restartix.tools.bench.columns import NEEDED, insert

ORGANISATION = 1
SPECIALISTS = 50
HALF_TIME = 10
SERVICES = 10
KEYS = "md5({}::text)::uuid"
Connection = psycopg.Connection[Any]


def open_clinic(connection: Connection, persons: int) -> None:
    _organisation(connection)
    _members(connection)
    _specialists(connection)
    _catalogue(connection)
    _patients(connection, persons)


def insert_rows(connection: Connection, table: str, source: str = "(VALUES (1)) one", **given: str) -> None:
    needed = connection.execute(NEEDED, [table]).fetchall()
    connection.execute(insert(table, needed, given, source))


def _organisation(connection: Connection) -> None:
    insert_rows(
        connection,
        "organisations_organisation",
        id=str(ORGANISATION),
        slug="'bench'",
        name="'Bench Clinic'",
        time_zone="'Europe/Bucharest'",
        language="'en'",
        currency="'EUR'",
        privacy_version="1",
        opens_session_minutes_before="30",
        hold_minutes="5",
        waitlist_minutes="60",
    )
    connection.execute("SELECT setval('organisations_organisation_id_seq', 10)")


def _members(connection: Connection) -> None:
    insert_rows(
        connection,
        "identity_user",
        f"generate_series(0, {SPECIALISTS}) n",
        id=KEYS.format("'user ' || n"),
        email="'member' || n || '@bench.example'",
        name="'Member ' || n",
        is_active="true",
        language="'en'",
        session_nonce="'bench-nonce'",
    )
    insert_rows(
        connection,
        "organisations_member",
        f"generate_series(0, {SPECIALISTS}) n",
        id=KEYS.format("'member ' || n"),
        role="CASE n WHEN 0 THEN 'admin' ELSE 'specialist' END",
        user_id=KEYS.format("'user ' || n"),
        organisation_id=str(ORGANISATION),
    )


def _specialists(connection: Connection) -> None:
    insert_rows(
        connection,
        "appointments_specialist",
        f"generate_series(1, {SPECIALISTS}) n",
        id=KEYS.format("'specialist ' || n"),
        display_name="'Dr. Specialist ' || n",
        time_zone="'Europe/Bucharest'",
        is_active="true",
        member_id=KEYS.format("'member ' || n"),
        organisation_id=str(ORGANISATION),
    )
    insert_rows(
        connection,
        "appointments_weeklyhours",
        f"generate_series(1, {SPECIALISTS}) n, generate_series(0, 4) day",
        id=KEYS.format("'hours ' || n || ' ' || day"),
        weekday="day",
        opens="time '08:00'",
        closes=f"CASE WHEN n <= {HALF_TIME} THEN time '13:00' ELSE time '18:00' END",
        specialist_id=KEYS.format("'specialist ' || n"),
        organisation_id=str(ORGANISATION),
    )


def _catalogue(connection: Connection) -> None:
    insert_rows(
        connection,
        "appointments_service",
        f"generate_series(1, {SERVICES}) n",
        id=KEYS.format("'service ' || n"),
        name="'Service ' || n",
        duration="30",
        price="50",
        notice="60",
        horizon="60",
        cutoff="1440",
        position="n",
        is_active="true",
        organisation_id=str(ORGANISATION),
    )
    insert_rows(
        connection,
        "appointments_servicespecialist",
        f"generate_series(1, {SPECIALISTS}) n",
        id=KEYS.format("'gives ' || n"),
        service_id=KEYS.format(f"'service ' || (n % {SERVICES} + 1)"),
        specialist_id=KEYS.format("'specialist ' || n"),
        organisation_id=str(ORGANISATION),
    )


def _patients(connection: Connection, persons: int) -> None:
    insert_rows(
        connection,
        "patients_patientperson",
        f"generate_series(1, {persons}) n",
        id=KEYS.format("'person ' || n"),
        name="'Patient ' || md5(n::text)",
        phone="'+4072' || lpad(n::text, 7, '0')",
        made_by_id=str(ORGANISATION),
    )
    insert_rows(
        connection,
        "patients_patient",
        f"generate_series(1, {persons}) n",
        id=KEYS.format("'patient ' || n"),
        is_shared="true",
        person_id=KEYS.format("'person ' || n"),
        organisation_id=str(ORGANISATION),
    )
