"""Booking again, signed in: nothing is typed anew, and the visit is of the person the clinic knows."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.models import Appointment, PatientServicePlan
from patients.models import Guardianship, Patient, PatientPerson
from tests.cast import Seat

pytestmark = pytest.mark.django_db


def address(seat, service):
    """Where the first open time of this service is booked."""
    with seat.scope():
        now = timezone.now()
        first = open_times(Channel.of(service.pk), now, now + timedelta(days=20))[0]
    at = f"{first.started_at:%Y-%m-%dT%H:%MZ}"
    return seat.at(f"services/{service.pk}/book/?at={at}&with={first.specialist.pk}")


def book(seat, client, where, **said):
    page = client.get(where).content.decode()
    version = re.search(r'name="privacy_version" value="(\d+)"', page)[1]
    told = {"email": "elsewhere@example.com", "privacy": "on", "privacy_version": version} | said
    return client.post(where, told)


def booked(seat):
    with seat.scope():
        return Appointment.objects.latest("created_at")


@pytest.fixture
def service(cast):
    return cast.aurora.services["first-visit"]


def test_the_form_knows_who_asks(patient, cast, service):
    page = patient.client().get(address(patient, service)).content.decode()

    assert 'value="elena@patients.example"' in page
    assert cast.elena.name in page
    assert 'name="phone"' not in page


def test_the_visit_is_the_known_persons_with_no_one_made_anew_at_the_clinic(patient, admin, cast, service):
    client = patient.client()
    answer = book(patient, client, address(patient, service), person=str(cast.elena.pk))
    assert answer.status_code == 302
    visit = booked(patient)
    assert (visit.patient_person_id, visit.contact_email) == (cast.elena.pk, "elsewhere@example.com")
    assert not visit.made_its_person, "what the clinic knows is not shown to whoever holds the link"
    with admin.scope():
        assert Patient.objects.filter(person=visit.booked_as_id).count() == 0


def test_a_guardian_books_for_their_child_and_is_named(guardian, admin, cast, service):
    client = guardian.client()
    client.get(guardian.at(f"my/people/{cast.luca.pk}/booking/"))
    where = address(guardian, service)
    assert f'value="{cast.luca.pk}"' in client.get(where).content.decode()

    book(guardian, client, where, person=str(cast.luca.pk))

    visit = booked(guardian)
    assert (visit.patient_person_id, visit.booked_by) == (cast.luca.pk, cast.maria.name)
    page = admin.client().get(admin.at(f"appointments/{visit.pk}/")).content.decode()
    assert f"{cast.maria.name}, for {cast.luca.name}" in page


def leave_the_form(client, where, **said):
    """For another time: what was typed stays in this browser."""
    client.post(where.replace("/book/", "/book/draft/"), {"privacy_version": "3", **said})


def test_the_button_pressed_for_somebody_outweighs_a_form_left_for_another(guardian, cast, service):
    client, where = guardian.client(), address(guardian, service)
    leave_the_form(client, where, person=str(cast.luca.pk))
    assert chosen(client.get(where)) == str(cast.luca.pk)

    client.get(guardian.at(f"my/people/{cast.maria.pk}/booking/"))

    assert chosen(client.get(where)) == str(cast.maria.pk)


def chosen(page):
    return page.context["form"]["person"].value()


def test_without_the_right_to_book_the_child_is_not_offered(guardian, admin, cast, service):
    with admin.scope():
        Guardianship.objects.filter(person=cast.luca).update(rights=["forms", "results"])
    client = guardian.client()

    assert book(guardian, client, address(guardian, service), person=str(cast.luca.pk)).status_code == 422
    assert client.get(guardian.at(f"my/people/{cast.luca.pk}/booking/")).status_code == 404


def test_the_next_session_of_a_plan_is_booked_as_one_of_it(patient, cast):
    with patient.scope():
        plan = PatientServicePlan.objects.filter(person=cast.elena).first()
        taken = set(plan.visits.exclude(status="cancelled").values_list("plan_session_number", flat=True))
    client = patient.client()
    answer = client.get(patient.at(f"my/people/{cast.elena.pk}/booking/?plan={plan.pk}"))
    assert str(plan.service_id) in answer["Location"]
    book(patient, client, address(patient, plan.service), person=str(cast.elena.pk))

    visit = booked(patient)
    expected = plan.pk if len(taken) < plan.sessions else None
    assert visit.patient_service_plan_id == expected
    assert visit.plan_session_number not in taken


def test_at_another_clinic_it_makes_them_known_there_without_showing_the_profile(patient, other_admin, cast):
    there = Seat("riverside", patient.user_id, patient.nonce)
    where = address(there, cast.riverside.services["sports"])

    book(there, there.client(), where, person=str(cast.elena.pk))

    with other_admin.scope():
        assert PatientPerson.objects.filter(pk=cast.elena.pk).exists()
        assert not Patient.objects.get(person=cast.elena).is_shared


def test_booking_ends_on_a_page_that_says_for_whom(patient, guardian, cast, service):
    for seat, person in ((patient, cast.elena), (guardian, cast.luca)):
        client = seat.client()
        answer = book(seat, client, address(seat, service), person=str(person.pk))

        page = client.get(answer["Location"])

        assert page.status_code == 200
        assert person.name in page.content.decode()
