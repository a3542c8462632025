"""The waiting room: the patient's side comes in when staff say so, and nothing passes before."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection

from restartix.core.refusals import violated_constraint
from tests.videocall.conftest import Browser
from videocall.presence import Here, who_is_here

pytestmark = pytest.mark.django_db


def test_the_patient_waits_and_hears_whether_they_are_expected(outside, specialist, cast):
    assert outside.ask() == {"waiting": True, "expected": False}

    desk = Browser(specialist, "appointments", cast.soon)

    assert outside.ask() == {"waiting": True, "expected": True}
    assert desk.ask()["others"] == []
    assert desk.ask()["at_the_door"] == [{"id": outside.me, "name": cast.elena.name}]


def test_admitted_they_are_in_the_call(at_the_desk, outside):
    assert at_the_desk.admit(outside.me)

    assert [other["id"] for other in outside.ask()["others"]] == [at_the_desk.me]
    assert at_the_desk.ask()["at_the_door"] == []
    assert not at_the_desk.admit(outside.me)


def test_who_waits_sends_and_gets_nothing(at_the_desk, outside):
    assert not outside.send(at_the_desk.me)
    assert not at_the_desk.send(outside.me)
    assert outside.say("hello") == 0
    assert at_the_desk.say("hello") == 0
    assert at_the_desk.ask()["notes"] == []


def test_patients_admit_nobody(outside, by_link, cast):
    path = f"appointments/{cast.soon.pk}/call/{outside.me}/admission/"

    assert by_link.client().post(by_link.at(path), {"guest": outside.me}).status_code == 302


def test_a_browser_that_was_let_in_comes_back_without_waiting(at_home, by_link, patient, cast):
    at_home.post(f"{at_home.at}{at_home.me}/departure/")

    assert "others" in Browser(by_link, "visits", cast.soon, was=at_home.me).ask()
    assert Browser(by_link, "visits", cast.soon).ask()["waiting"]
    assert Browser(patient, "visits", cast.soon, was=at_home.me).ask()["waiting"]


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE videocall_participant SET admitted_at = now() WHERE id = %s", "staff_admit"),
        ("UPDATE videocall_participant SET side = 'staff' WHERE id = %s", "seat_is_frozen"),
        (
            "INSERT INTO videocall_participant (id, organisation_id, appointment_id, side, display_name, joined_at,"
            " seen_at, admitted_at) SELECT gen_random_uuid(), organisation_id, appointment_id, side, '', now(),"
            " now(), now() FROM videocall_participant WHERE id = %s",
            "staff_admit",
        ),
    ],
)
def test_the_database_lets_nobody_admit_themselves(outside, by_link, statement, constraint):
    with pytest.raises(IntegrityError) as refused, by_link.scope(), connection.cursor() as cursor:
        cursor.execute(statement, [outside.me])

    assert violated_constraint(refused.value) == constraint


def test_the_database_takes_no_note_from_who_waits(at_the_desk, outside, by_link):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        by_link.scope(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO videocall_signal (id, organisation_id, appointment_id, sender_id, recipient_id, kind, body,"
            " sent_at) SELECT gen_random_uuid(), organisation_id, appointment_id, id, %s, 'offer', '{}', now()"
            " FROM videocall_participant WHERE id = %s",
            [at_the_desk.me, outside.me],
        )


def test_a_calendar_can_say_who_is_in_the_room(at_the_desk, outside, cast, admin, django_assert_num_queries):
    Browser(admin, "appointments", cast.soon)
    with admin.scope(), django_assert_num_queries(1):
        here = who_is_here([cast.soon.pk])

    assert here[cast.soon.pk][0] == Here("staff", cast.ioana.display_name, False)
    assert here[cast.soon.pk][-1] == Here("patient", cast.elena.name, True)
