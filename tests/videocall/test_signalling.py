"""The built-in room's addresses: who is here, notes from one browser to another, and nobody else's business."""

import uuid

import pytest

from appointments.models import Appointment
from tests.videocall.conftest import Browser
from videocall.models import Participant, Signal
from videocall.signalling import MOST_SEATS

pytestmark = pytest.mark.django_db


def test_each_sees_the_other_by_name_and_side(at_the_desk, at_home, cast):
    assert at_the_desk.ask()["others"] == [{"id": at_home.me, "side": "patient", "name": cast.elena.name}]
    assert at_home.ask()["others"] == [
        {"id": at_the_desk.me, "side": "staff", "name": cast.ioana.display_name}
    ]


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


def test_a_link_that_went_from_hand_to_hand_fills_neither_side(at_the_desk, at_home, by_link, settings):
    settings.LIMITS = {"seat": {"subject": (4, 3600)}}
    client = by_link.client()

    answers = [client.post(at_home.at, {}).json() for _browser in range(4)]

    assert [bool(answer.get("full")) for answer in answers] == [False, False, False, True]
    assert at_the_desk.ask()["others"], "who is in the call stays there"


def test_so_many_at_once_are_enough(at_home, by_link, settings):
    settings.LIMITS = {}
    client = by_link.client()

    answers = [client.post(at_home.at, {}).json() for _browser in range(MOST_SEATS)]

    assert [bool(answer.get("full")) for answer in answers] == [False] * (MOST_SEATS - 1) + [True]
