"""A bare login as the web's role, past Django: what somebody with its password could do. Nothing."""

import uuid

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import ForeignKeyViolation, InsufficientPrivilege

from restartix.tools.sample.world import known_id
from tests.access.catalogue import GRANTS, TABLES, TRIGGERS_OWN, UNGUARDED


@pytest.fixture
def bare(shared):
    """Closed at the test's end: what it said of itself ends with it."""
    with shared.connect("app") as connection:
        yield connection


def guarded(connection):
    return [name for name, *_ in connection.execute(TABLES) if name not in UNGUARDED]


def count(connection, table):
    asked = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    return connection.execute(asked).fetchone()[0]


@pytest.mark.parametrize("role", ["app", "worker"])
def test_with_nothing_said_no_guarded_table_shows_a_row(shared, cast, role):
    connection, everything = shared.connect(role), shared.connect("superuser")
    name = f"restartix_{role}"
    readable = {
        table
        for table, command, grantee in connection.execute(GRANTS)
        if (command, grantee) == ("select", name)
    }
    filled = {table for table in guarded(connection) if count(everything, table)}

    shown = {table for table in guarded(connection) if table in readable and count(connection, table)}

    assert shown == set()
    assert len(filled) > 25, "the cast should fill the tables, or this proves nothing"
    if role == "app":
        assert set(guarded(connection)) - readable == TRIGGERS_OWN


def test_what_a_session_says_about_system_or_roles_helps_nobody(bare):
    bare.execute("SET app.system_context = 'on'")
    bare.execute("SET app.role = 'admin'")

    assert [count(bare, table) for table in ("patients_patientperson", "appointments_appointment")] == [0, 0]


@pytest.mark.parametrize(
    "role", ["restartix_owner", "restartix_worker", "restartix_lookup", "restartix_backup", "postgres"]
)
def test_it_becomes_nobody_else(bare, role):
    with pytest.raises(InsufficientPrivilege):
        bare.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def test_it_empties_drops_and_unlocks_nothing(bare):
    for attempt in (
        "TRUNCATE patients_patientperson",
        "DROP TABLE patients_patientperson",
        "ALTER TABLE patients_patientperson DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE appointments_appointment DISABLE TRIGGER ALL",
        "DELETE FROM appointments_appointment",
        "CREATE TABLE mine (id int)",
        "SET session_replication_role = replica",
        "INSERT INTO organisations_audit DEFAULT VALUES",
    ):
        with pytest.raises((InsufficientPrivilege, psycopg.errors.NotNullViolation)):
            bare.execute(attempt)


def test_it_refers_to_no_person_it_may_not_see(bare, cast):
    """Foreign keys look past row-level security; a trigger does not."""
    stranger = cast.riverside.persons[0]
    say(bare, cast.elena.user_id, cast.aurora.organisation.pk)

    with pytest.raises((ForeignKeyViolation, InsufficientPrivilege)) as refused:
        link_to(bare, cast.aurora.organisation.pk, stranger.pk)
    with pytest.raises((ForeignKeyViolation, InsufficientPrivilege)) as made_up:
        link_to(bare, cast.aurora.organisation.pk, uuid.uuid4())

    assert same_answer(refused) == same_answer(made_up)


def test_a_clinics_admin_refers_to_no_stranger_either(bare, cast):
    say(bare, cast.ana.pk, cast.aurora.organisation.pk)

    with pytest.raises(ForeignKeyViolation):
        link_to(bare, cast.aurora.organisation.pk, cast.riverside.persons[0].pk)


def test_a_visit_cannot_be_booked_for_a_stranger(bare, cast):
    """Not even with a link of one's own: the link must have made the person."""
    say(bare, None, cast.aurora.organisation.pk, link="a" * 64)
    visit = cast.soon

    with pytest.raises((ForeignKeyViolation, InsufficientPrivilege)):
        bare.execute(
            """INSERT INTO appointments_appointment (organisation_id, patient_person_id, booked_as_id, specialist_id,
                service_id, started_at, ended_at, buffer_before, buffer_after, status, contact_email,
                additional_service_ids, additional_product_ids, language, visitor_time_zone, link_nonce, link_hash,
                sequence, created_at)
            VALUES (%s, %s, %s, %s, %s, now() + interval '300 days', now() + interval '301 days', 0, 0, 'booked', '',
                '{}', '{}', 'en', '', 'nonce', %s, 0, now())""",
            [
                visit.organisation_id,
                cast.elena.pk,
                cast.elena.pk,
                visit.specialist_id,
                visit.service_id,
                "a" * 64,
            ],
        )


def test_a_reference_stays_inside_its_clinic(bare, cast):
    say(bare, cast.ana.pk, cast.aurora.organisation.pk)
    elsewhere = known_id("specialist", "riverside", "marcus")

    with pytest.raises(ForeignKeyViolation):
        bare.execute(
            "INSERT INTO appointments_servicespecialist (id, organisation_id, service_id, specialist_id) "
            "VALUES (gen_random_uuid(), %s, %s, %s)",
            [cast.aurora.organisation.pk, cast.soon.service_id, elsewhere],
        )


def say(connection, user_id, organisation_id, link=""):
    connection.execute(
        "SELECT set_config('app.user_id', %s, false), set_config('app.organisation_id', %s, false), "
        "set_config('app.link_hash', %s, false)",
        [str(user_id or ""), str(organisation_id), link],
    )


def link_to(connection, organisation_id, person_id):
    connection.execute(
        "INSERT INTO patients_patient (id, organisation_id, person_id, is_shared, created_at) "
        "VALUES (gen_random_uuid(), %s, %s, true, now())",
        [organisation_id, person_id],
    )


def same_answer(refusal):
    return type(refusal.value), refusal.value.diag.message_primary
