"""Pressing Onboard: at once upcoming, a record and forms with it; account and room follow, and are shown to."""

import pytest

from appointments.models import CalendarForm, ServiceForm, Status
from patients.models import Patient
from restartix.core.effects.models import Effect, Kind, State

pytestmark = pytest.mark.django_db


def steps(response):
    return {step.key: step.state for step in response.context["steps"]}


def test_the_visit_is_upcoming_at_once_with_record_and_forms(admin, booking, again, press):
    answer = press(admin, f"appointments/{booking.pk}/onboarding/")

    assert answer.status_code == 302
    visit = again(admin, booking)
    assert visit.status == Status.UPCOMING
    with admin.scope():
        assert Patient.objects.filter(person=visit.patient_person).exists()
        wanted = {link.template_id for link in ServiceForm.objects.filter(service=visit.service)}
        wanted |= {link.template_id for link in CalendarForm.objects.filter(calendar=visit.calendar)}
        assert {form.template_id for form in visit.forms.all()} == wanted
        asked = set(
            Effect.objects.filter(appointment=visit, state=State.PENDING).values_list("kind", flat=True)
        )
    assert {Kind.ACCOUNT, Kind.ROOM, Kind.MAIL} <= asked


def test_the_assigned_specialist_may_onboard_too(cast, again, press):
    own = next(one for one in cast.aurora.visits if one.status == Status.BOOKED)
    seat = cast.signed_in(own.specialist.member.user)

    press(seat, f"appointments/{own.pk}/onboarding/")

    assert again(seat, own).status == Status.UPCOMING


def test_pressing_twice_is_refused_on_the_page_and_doubles_nothing(admin, booking, press):
    press(admin, f"appointments/{booking.pk}/onboarding/")
    with admin.scope():
        before = Effect.objects.filter(appointment=booking).count()

    second = press(admin, f"appointments/{booking.pk}/onboarding/")

    assert second.status_code == 409
    assert "the visit has changed in the meantime" in second.content.decode()
    with admin.scope():
        assert Effect.objects.filter(appointment=booking).count() == before


def test_the_steps_turn_done_one_by_one_and_stop_asking(admin, booking, press):
    press(admin, f"appointments/{booking.pk}/onboarding/")
    path = admin.at(f"appointments/{booking.pk}/onboarding/steps/")
    client = admin.client()

    first = client.get(path)
    assert steps(first) == {"account": "underway", "record": "done", "forms": "done", "room": "underway"}
    assert client.get(first.context["poll_url"]).status_code == 204

    with admin.scope():
        Effect.objects.filter(appointment=booking, kind=Kind.ROOM).update(state=State.DONE)
    second = client.get(first.context["poll_url"])
    assert steps(second)["room"] == "done"
    assert "hx-get" in second.content.decode()
    assert 'id="readiness" hx-swap-oob="true"' in second.content.decode(), (
        "the page beside it turns ready too"
    )

    with admin.scope():
        Effect.objects.filter(appointment=booking).update(state=State.DONE)
    assert "hx-get" not in client.get(path).content.decode()


def test_a_failed_step_says_why_and_can_be_tried_again(admin, booking, press):
    press(admin, f"appointments/{booking.pk}/onboarding/")
    with admin.scope():
        rooms = Effect.objects.filter(appointment=booking, kind=Kind.ROOM)
        rooms.update(state=State.FAILED, last_error_code="daily-bad-key", attempts=8)
        room = rooms.get()
    client = admin.client()
    shown = client.get(admin.at(f"appointments/{booking.pk}/"))
    assert "Daily does not accept our key" in shown.content.decode()
    assert f"/effects/{room.pk}/retry/" in shown.content.decode()

    client.post(admin.at(f"effects/{room.pk}/retry/"))

    with admin.scope():
        room.refresh_from_db()
    assert (room.state, room.attempts) == (State.PENDING, 0)


def test_a_retry_leads_back_where_it_was_pressed_and_nowhere_else(admin, booking, press):
    press(admin, f"appointments/{booking.pk}/onboarding/")
    with admin.scope():
        effect = Effect.objects.filter(appointment=booking).first()

    home = press(admin, f"effects/{effect.pk}/retry/", next="/aurora/dashboard/")
    away = press(admin, f"effects/{effect.pk}/retry/", next="https://elsewhere.example/")

    assert home.url == "/aurora/dashboard/"
    assert away.url == f"/aurora/appointments/{booking.pk}/"


@pytest.mark.parametrize("step", ["record", "forms", "account", "room"])
def test_each_step_can_be_taken_once_more_and_doubles_nothing(admin, booking, press, step):
    press(admin, f"appointments/{booking.pk}/onboarding/")
    with admin.scope():
        before = forms_and_patients(booking)

    assert press(admin, f"appointments/{booking.pk}/onboarding/{step}/").status_code == 302

    with admin.scope():
        assert forms_and_patients(booking) == before


def test_there_are_no_other_steps_and_none_before_it_is_taken_on(admin, booking, press):
    assert press(admin, f"appointments/{booking.pk}/onboarding/room/").status_code == 404

    press(admin, f"appointments/{booking.pk}/onboarding/")
    assert press(admin, f"appointments/{booking.pk}/onboarding/nothing/").status_code == 404


def forms_and_patients(visit):
    return visit.forms.count(), Patient.objects.count()
