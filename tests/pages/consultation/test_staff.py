"""Opening and closing the session: a POST starts it, looking starts nothing, and what is missing is named."""

import pytest

from appointments.models import Appointment, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(specialist, cast):
    return specialist.at(f"appointments/{cast.soon.pk}/session/")


def status_of(visit, seat):
    with seat.scope():
        return Appointment.objects.get(pk=visit.pk).status


def test_looking_starts_nothing(specialist, cast, url):
    answer = specialist.client().get(url)

    assert "Open the session" in answer.text
    assert status_of(cast.soon, specialist) != Status.INPROGRESS


def test_opening_it_puts_the_visit_in_progress(specialist, cast, url):
    answer = specialist.client().post(url, follow=True)

    assert status_of(cast.soon, specialist) == Status.INPROGRESS
    assert "data-call-url" in answer.text
    assert cast.elena.name in answer.text


def test_opening_it_again_is_no_mistake(specialist, url):
    browser = specialist.client()
    browser.post(url)

    assert browser.post(url, follow=True).status_code == 200


def test_completing_names_the_forms_still_to_be_signed(specialist, cast, url):
    browser = specialist.client()
    browser.post(url)

    in_place = browser.post(f"{url}completion/", headers={"HX-Request": "true"})
    plain = browser.post(f"{url}completion/")

    assert (in_place.status_code, plain.status_code) == (422, 409)
    assert "Visit report" in in_place.text
    assert "Visit report" in plain.text
    assert status_of(cast.soon, specialist) == Status.INPROGRESS


def test_the_list_of_forms_comes_alone(specialist, url):
    answer = specialist.client().get(f"{url}papers/")

    assert "Visit report" in answer.text
    assert "<html" not in answer.text


def test_another_specialists_session_is_not_found(cast, url):
    other = cast.signed_in(cast.andrei.member.user)

    assert other.client().get(url).status_code == 404


def test_the_patient_may_be_early_and_wait(by_link, cast):
    answer = by_link.client().get(by_link.at(f"visits/{cast.soon.pk}/session/"))

    assert "data-call-url" in answer.text
    assert cast.aurora.organisation.phone in answer.text


def test_a_cancelled_visit_has_no_call(by_link, admin, cast):
    with admin.scope() as actor:
        Appointment.objects.get(pk=cast.soon.pk).cancel(by=actor, reason="ill")

    answer = by_link.client().get(by_link.at(f"visits/{cast.soon.pk}/session/"))

    assert "There is no call at the moment" in answer.text
