"""Staff register a visit: outside the hours if need be, never over somebody else's."""

import pytest

from appointments.models import Appointment, Status
from restartix.core.effects.models import Effect
from tests.making import night

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(cast):
    """What staff type for somebody new, at three at night."""
    local = night(30).astimezone(cast.aurora.organisation.zone)
    return {
        "name": "Ruxandra  Vasile",
        "phone": "0721 234 567",
        "email": "ruxandra@visitors.example",
        "service": str(cast.aurora.services["first-visit"].pk),
        "specialist": str(cast.ioana.pk),
        "day": f"{local:%Y-%m-%d}",
        "time": f"{local:%H:%M}",
    }


def test_somebody_new_is_registered_and_taken_on_in_one_step(admin, press, typed):
    answer = press(admin, "appointments/new/", **typed)

    assert answer.status_code == 302
    with admin.scope():
        visit = Appointment.objects.select_related("patient_person").get(started_at=night(30))
        assert (visit.status, visit.calendar_id) == (Status.UPCOMING, None)
        assert (visit.patient_person.name, visit.patient_person.phone) == ("Ruxandra Vasile", "+40721234567")
        assert [event.verb for event in visit.events.all()][:2] == ["registered", "onboarded"]
        assert {"account", "room", "mail"} <= set(
            Effect.objects.filter(appointment=visit).values_list("kind", flat=True)
        )
        assert visit.forms.exists()


def test_a_specialist_registers_with_themselves_only(specialist, press, typed, cast):
    refused = press(specialist, "appointments/new/", **typed | {"specialist": str(cast.andrei.pk)})
    assert refused.status_code == 422

    assert press(specialist, "appointments/new/", **typed).status_code == 302


def test_somebody_known_is_found_and_chosen(admin, press, typed, cast):
    found = press(admin, "appointments/new/", find="elena", search="1", **typed)
    assert found.status_code == 200
    assert cast.elena.name in found.content.decode()
    assert 'value="0721 234 567"' in found.content.decode()

    press(admin, "appointments/new/", **typed | {"person": str(cast.elena.pk), "name": "", "phone": ""})

    with admin.scope():
        assert Appointment.objects.get(started_at=night(30)).patient_person_id == cast.elena.pk


def test_a_time_that_is_taken_is_refused_with_all_that_was_typed(admin, press, typed, make_visit):
    other = make_visit(Status.UPCOMING, at=night(30))

    answer = press(admin, "appointments/new/", **typed)

    assert answer.status_code == 409
    words = answer.content.decode()
    assert f"{other.patient_person.name} is booked at this time" in words
    assert 'value="0721 234 567"' in words


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("name", ""),
        ("phone", "12"),
        ("day", "never"),
        ("time", "25:00"),
        ("specialist", "x"),
        ("service", "x"),
    ],
)
def test_what_is_wrong_is_named(admin, press, typed, field, said):
    answer = press(admin, "appointments/new/", **typed | {field: said})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_pressed_open_time_is_taken(admin, press, typed, cast):
    slot = f"{night(30):%Y-%m-%dT%H:%MZ}|{cast.ioana.pk}"

    assert (
        press(admin, "appointments/new/", **typed | {"day": "", "time": "", "slot": slot}).status_code == 302
    )


@pytest.mark.parametrize(
    "asked", ["", "?at=2026-13-40&with=x&person=y&plan=z", "?person=00000000-0000-0000-0000-000000000000"]
)
def test_the_page_opens_however_it_is_asked_for(admin, asked):
    assert admin.client().get(admin.at(f"appointments/new/{asked}")).status_code == 200


@pytest.mark.parametrize(("on", "wants"), [(True, True), (False, False)])
def test_who_wants_text_messages_is_noted_where_there_are_any(admin, press, typed, monkeypatch, on, wants):
    monkeypatch.setattr("restartix.pages.desk.registration_person.sends_texts", lambda: on)

    assert press(admin, "appointments/new/", **typed, wants_sms="on").status_code == 302

    with admin.scope():
        assert Appointment.objects.get(started_at=night(30)).wants_sms is wants
