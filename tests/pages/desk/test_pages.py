"""The staff's pages as they open: whom they are for, what they show, and how many questions that takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.models import Appointment, Status
from restartix.pages.desk.dashboard import STILL_WAITING

pytestmark = pytest.mark.django_db

FRAME = 6
"""Of every page: the session, the scope, and two savepoints, one within the other, with their releases."""


def page(seat, path, **details):
    return seat.client().get(seat.at(path), **details)


def questions(seat, path):
    client = seat.client()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(seat.at(path), headers={"Accept-Language": "en"}).status_code == 200
    return [one["sql"] for one in asked]


def test_an_admin_finds_what_waits_on_the_dashboard(admin, cast):
    since = timezone.now() - STILL_WAITING
    booked = [one for one in cast.aurora.visits if one.status == Status.BOOKED and one.started_at > since]

    shown = page(admin, "dashboard/")

    assert shown.status_code == 200
    assert shown.context["queue_count"] == len(booked)
    assert booked[0].patient_person.name in shown.content.decode()
    assert "Bucharest time" in shown.content.decode()


def test_a_specialist_sees_their_own_visits_only(specialist, cast):
    shown = page(specialist, "dashboard/")

    others = [one for one in cast.aurora.visits if one.specialist != cast.ioana]
    links = shown.content.decode()
    assert shown.status_code == 200
    assert not [one for one in others if f"/appointments/{one.pk}/" in links]
    assert "Low ratings" not in links


@pytest.mark.parametrize("path", ["dashboard/", "calendar/", "appointments/1/", "alerts/"])
def test_a_visitor_is_asked_to_sign_in_first(visitor, path):
    answer = page(visitor, path)

    assert answer.status_code == 302
    assert answer.url == f"/aurora/sign-in/?next=/aurora/{path}"


def test_a_patient_finds_no_desk(patient, cast):
    assert page(patient, "dashboard/").status_code == 404
    assert page(patient, f"appointments/{cast.soon.pk}/").status_code == 404


def test_another_clinics_visit_answers_as_a_made_up_one_does(other_admin, cast):
    foreign, made_up = (page(other_admin, f"appointments/{pk}/") for pk in (cast.soon.pk, 2**62))

    assert foreign.status_code == made_up.status_code == 404
    assert foreign.content == made_up.content


def test_a_colleagues_visit_is_unknown_to_a_specialist(specialist, cast):
    other = next(one for one in cast.aurora.visits if one.specialist == cast.andrei)

    assert page(specialist, f"appointments/{other.pk}/").status_code == 404


@pytest.mark.parametrize("status", list(Status))
def test_the_page_of_a_visit_opens_in_every_status(admin, cast, status):
    visit = cast.visit(status)

    shown = page(admin, f"appointments/{visit.pk}/")

    assert shown.status_code == 200
    assert visit.patient_person.name in shown.content.decode()


def test_what_the_patient_typed_is_shown_escaped(admin, cast):
    with admin.scope():
        person = Appointment.objects.get(pk=cast.soon.pk).patient_person
        person.name = "<script>alert(1)</script>"
        person.save(update_fields=["name"])

    shown = page(admin, f"appointments/{cast.soon.pk}/").content.decode()

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_the_dashboard_asks_eight_questions_however_much_it_shows(admin, cast):
    asked = questions(admin, "dashboard/")
    assert len(asked) - FRAME <= 8, "\n".join(one[:90] for one in asked)


def test_the_steps_ask_for_nothing_that_only_the_page_shows(admin, cast):
    path = f"appointments/{cast.soon.pk}/onboarding/steps/"
    questions(admin, path)

    asked = questions(admin, path)

    assert len(asked) - FRAME <= 4, "\n".join(one[:90] for one in asked)
    everything = " ".join(asked)
    for of_the_page in (
        "mailed_link_standing",
        "confirmedphone",
        "contactproposal",
        "stopped_at",
        "colleague",
    ):
        assert of_the_page not in everything


def test_a_visits_page_asks_eight_questions_however_much_it_shows(admin, cast, make_visit):
    full = [cast.soon, make_visit(Status.DONE, at=timezone.now().replace(minute=0) + timedelta(days=30))]

    for visit in full:
        path = f"appointments/{visit.pk}/"
        questions(admin, path)

        asked = questions(admin, path)
        assert len(asked) - FRAME <= 8, "\n".join(one[:90] for one in asked)
