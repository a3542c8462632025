"""The built-in room's addresses: who is here, notes from one browser to another, and nobody else's business."""

import json
import uuid

import pytest
from django.db import IntegrityError, ProgrammingError, connection

from appointments.models import Appointment
from restartix.refusals import violated
from videocall.models import Participant, Signal
from videocall.presence import Here, who_is_here

pytestmark = pytest.mark.django_db


class Browser:
    """One page of the call, as its script would ask."""

    def __init__(self, seat, side, visit, was=""):
        self.client, self.at = seat.client(), seat.at(f"{side}/{visit.pk}/call/")
        self.me = self.post(self.at, was=was).json().get("seat", "")

    def post(self, address, **values):
        return self.client.post(address, values)

    def ask(self, **values):
        return self.post(f"{self.at}{self.me}/", **values).json()

    def admit(self, guest):
        return self.post(f"{self.at}{self.me}/admission/", guest=guest).json()["admitted"]

    def say(self, text):
        return self.post(f"{self.at}{self.me}/lines/", text=text).json()["heard"]

    def send(self, to, kind="offer", body='{"sdp": "v=0"}'):
        return self.post(f"{self.at}{self.me}/notes/", to=to, kind=kind, body=body).json()["sent"]


@pytest.fixture
def at_the_desk(specialist, cast):
    return Browser(specialist, "appointments", cast.soon)


@pytest.fixture
def outside(by_link, cast):
    """The patient's browser, in the waiting room."""
    return Browser(by_link, "visits", cast.soon)


@pytest.fixture
def at_home(outside, at_the_desk):
    """The patient's browser, let in."""
    assert at_the_desk.admit(outside.me)
    return outside


def test_each_sees_the_other_by_name_and_side(at_the_desk, at_home, cast):
    assert at_the_desk.ask()["others"] == [{"id": at_home.me, "side": "patient", "name": cast.elena.name}]
    assert at_home.ask()["others"] == [
        {"id": at_the_desk.me, "side": "staff", "name": cast.ioana.display_name}
    ]


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

    assert violated(refused.value) == constraint


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


def test_a_line_of_chat_reaches_everybody_once_and_is_kept_nowhere(at_the_desk, at_home, cast, admin):
    assert at_the_desk.say("  Can you hear me?  ") == 1

    (line,) = at_home.ask()["notes"]

    assert (line["kind"], line["body"]) == (
        "chat",
        {"text": "Can you hear me?", "name": cast.ioana.display_name},
    )
    assert at_home.ask(read=line["id"])["notes"] == []
    assert at_home.say(" ") == 0


def test_what_was_said_is_gone_with_the_visit(at_the_desk, at_home, specialist, by_link, admin, cast):
    with specialist.scope() as actor:
        Appointment.objects.get(pk=cast.soon.pk).start(by=actor)
    at_the_desk.say("Never read")
    with by_link.scope():
        assert Signal.objects.filter(appointment=cast.soon).exists()
    with admin.scope() as actor:
        Appointment.objects.get(pk=cast.soon.pk).cancel(by=actor, reason="ill")

    assert at_home.ask() == {"over": True}
    with by_link.scope():
        assert not Signal.objects.filter(appointment=cast.soon).exists()


def test_a_note_reaches_its_reader_until_it_is_read(at_the_desk, at_home):
    assert at_the_desk.send(at_home.me)

    (note,) = at_home.ask()["notes"]

    assert (note["from"], note["kind"], note["body"]) == (at_the_desk.me, "offer", {"sdp": "v=0"})
    assert at_home.ask()["notes"] == [note]
    assert at_home.ask(read=note["id"])["notes"] == []


def test_who_left_is_not_here_any_more(at_the_desk, at_home):
    at_home.post(f"{at_home.at}{at_home.me}/departure/")

    assert at_the_desk.ask()["others"] == []
    assert at_home.ask() == {"gone": True}
    assert not at_the_desk.send(at_home.me)


def test_a_page_loaded_again_is_somebody_new_and_both_are_on_record(at_home, by_link, cast, admin):
    again = Browser(by_link, "visits", cast.soon, was=at_home.me)

    assert again.me != at_home.me
    with admin.scope():
        assert Participant.objects.filter(appointment=cast.soon, side="patient").count() == 2


@pytest.mark.parametrize(
    ("kind", "body"), [("shout", "{}"), ("offer", "nonsense"), ("offer", "[]"), ("offer", "x" * 70_000)]
)
def test_a_nonsensical_note_is_not_passed_on(at_the_desk, at_home, kind, body):
    assert not at_the_desk.send(at_home.me, kind, body)


def test_a_note_to_nobody_is_not_passed_on(at_the_desk):
    assert not at_the_desk.send("nobody")
    assert not at_the_desk.send(str(uuid.uuid4()))


def test_the_patient_can_not_ask_with_the_staffs_seat(at_the_desk, at_home):
    at_home.me = at_the_desk.me

    assert at_home.ask() == {"gone": True}


def test_a_cancelled_visits_call_is_over(at_the_desk, at_home, cast, admin):
    with admin.scope() as actor:
        Appointment.objects.get(pk=cast.soon.pk).cancel(by=actor, reason="ill")

    assert at_the_desk.ask() == {"over": True}
    assert at_home.ask() == {"over": True}


def test_the_call_of_another_clinic_is_not_found(other_admin, cast):
    assert other_admin.client().post(other_admin.at(f"appointments/{cast.soon.pk}/call/")).status_code == 404


def test_the_patient_can_not_sit_on_the_staffs_side(patient, cast):
    assert patient.client().post(patient.at(f"appointments/{cast.soon.pk}/call/")).status_code == 404


def test_a_visitor_is_not_let_in(visitor, cast):
    assert visitor.client().post(visitor.at(f"visits/{cast.soon.pk}/call/")).status_code == 302


def test_turn_servers_carry_their_password(settings, by_link, cast):
    settings.ICE_SERVERS = ["stun:stun.example.org", "turn:turn.example.org|someone|word"]

    answer = by_link.client().post(by_link.at(f"visits/{cast.soon.pk}/call/"))

    assert json.loads(answer.content)["ice"] == [
        {"urls": "stun:stun.example.org"},
        {"urls": "turn:turn.example.org", "username": "someone", "credential": "word"},
    ]


def test_a_calendar_can_say_who_is_in_the_room(at_the_desk, outside, cast, admin, django_assert_num_queries):
    Browser(admin, "appointments", cast.soon)
    with admin.scope(), django_assert_num_queries(1):
        here = who_is_here([cast.soon.pk])

    assert here[cast.soon.pk][0] == Here("staff", cast.ioana.display_name, False)
    assert here[cast.soon.pk][-1] == Here("patient", cast.elena.name, True)
