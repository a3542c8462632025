"""Taking a booking on: whom it may be of, side by side with what was typed, and whose login its address is."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from appointments.models import Appointment, Status
from appointments.patient_matches import Matches
from patients.models import LoginOf, PatientPerson
from tests.bookings import booked

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(cast, visitor):
    return lambda name="Ruxandra Vasile", **typed: booked(cast, visitor, name, **typed)


@pytest.fixture
def like_elena(book, cast):
    return book(cast.elena.name.upper(), email=cast.elena.user.email.upper(), phone="+40733999888")


def page(seat, visit):
    return seat.client().get(seat.at(f"appointments/{visit.pk}/"))


def suggested(seat, visit):
    answer = page(seat, visit).context["checklist"].suggested
    return answer and (answer.person, answer.login_of)


def as_known(person, login_of=LoginOf.PATIENT):
    return {"person": str(person.pk), "login_of": login_of}


def onboarded(admin, press, again, visit, **chosen):
    answer = press(admin, f"appointments/{visit.pk}/onboarding/", **chosen)
    assert answer.status_code == 302, answer.content.decode()
    return again(admin, visit)


def test_a_stranger_becomes_a_new_patient_in_one_press(admin, book, press, again):
    visit = book(email="ruxandra@visitors.example")
    assert suggested(admin, visit) == (None, LoginOf.PATIENT)
    assert "No matching patient" in page(admin, visit).content.decode()

    taken_on = onboarded(admin, press, again, visit)

    assert taken_on.status == Status.UPCOMING
    assert taken_on.made_its_person
    assert taken_on.login_of == LoginOf.PATIENT


def test_somebody_known_by_name_and_address_is_linked_by_choice_alone(admin, like_elena, press, again, cast):
    """Nothing that opens an older record is ever chosen for the staff."""
    assert suggested(admin, like_elena) is None
    unchanged = press(admin, f"appointments/{like_elena.pk}/onboarding/")
    assert unchanged.status_code == 422
    assert "Please choose who the patient is." in unchanged.content.decode()

    taken_on = onboarded(admin, press, again, like_elena, **as_known(cast.elena))

    assert taken_on.patient_person == cast.elena
    assert taken_on.booked_as_id == like_elena.booked_as_id != cast.elena.pk


def test_linking_overwrites_nothing_and_what_was_typed_stays_readable(admin, like_elena, press, again, cast):
    onboarded(admin, press, again, like_elena, **as_known(cast.elena))

    with admin.scope():
        elena = PatientPerson.objects.get(pk=cast.elena.pk)
    assert (elena.name, elena.phone, elena.user_id) == (cast.elena.name, cast.elena.phone, cast.elena.user_id)
    shown = page(admin, like_elena)
    assert ("Phone", "+40 733 999 888") in shown.context["facts"]
    assert ("Name", cast.elena.name.upper()) in shown.context["facts"]
    assert cast.elena.name in shown.content.decode()


def test_those_alike_may_be_kept_apart_all_the_same(admin, like_elena, press, again, cast):
    taken_on = onboarded(
        admin, press, again, like_elena, person="new", login_of="nobody", relationship="ignored"
    )

    assert taken_on.made_its_person
    assert (taken_on.login_of, taken_on.relationship) == (LoginOf.NOBODY, "")


def test_their_contacts_are_masked(admin, like_elena, cast):
    shown = page(admin, like_elena).content.decode()

    assert "e•••@p•••.example" in shown
    assert f"+40 ••• {cast.elena.phone[-3:]}" in shown
    assert cast.elena.user.email not in shown
    assert cast.elena.phone not in shown


def test_a_parents_address_under_a_childs_name_is_a_guardians(admin, book, cast):
    visit = book("Sofia Ionescu", email=cast.elena.user.email)

    assert suggested(admin, visit) is None
    assert f"the login of {cast.elena.name}" in page(admin, visit).content.decode()


def test_a_child_in_care_is_found_by_the_guardians_address(admin, book, cast):
    visit = book(cast.luca.name, email=cast.maria.user.email, booked_by="Maria Preda")

    shown = page(admin, visit).context["checklist"]
    assert cast.luca.name in [one.name for one in shown.candidates]
    assert shown.suggested is None


def test_a_known_record_is_not_opened_to_an_address_that_is_new_for_it(admin, book, cast):
    """Whoever types somebody's name and phone must not get their login by one press."""
    visit = book(cast.luca.name, email="stranger@visitors.example", phone=cast.luca.phone)

    assert suggested(admin, visit) is None
    assert not any(one.is_chosen for one in page(admin, visit).context["checklist"].candidates)


def test_the_same_phone_alone_is_shown_and_decides_nothing(admin, book, cast):
    visit = book(email="ruxandra@visitors.example", phone=cast.elena.phone)

    assert [one.name for one in page(admin, visit).context["checklist"].candidates] == [cast.elena.name]
    assert suggested(admin, visit) is None


def test_name_and_birth_date_are_found_together_and_never_the_name_alone(admin, book, cast):
    same = book(cast.mihai.name.lower(), email="m@visitors.example", birth_date=cast.mihai.birth_date)
    name_alone = book(cast.mihai.name, email="m2@visitors.example")
    other = book(cast.mihai.name, email=cast.mihai.user.email, birth_date=cast.elena.birth_date)

    assert [one.name for one in page(admin, same).context["checklist"].candidates] == [cast.mihai.name]
    assert page(admin, name_alone).context["checklist"].candidates == []
    assert {suggested(admin, one) for one in (same, other)} == {None}


def test_nobody_of_another_clinic_is_ever_alike(admin, book, press, cast):
    theirs = cast.riverside.persons[0]
    visit = book(theirs.name, email=theirs.user.email, phone=theirs.phone, birth_date=theirs.birth_date)
    assert page(admin, visit).context["checklist"].candidates == []

    for person in (theirs.pk, uuid.uuid4(), "x", cast.mihai.pk):
        refused = press(admin, f"appointments/{visit.pk}/onboarding/", person=person, login_of="patient")
        assert refused.status_code == 422
        assert "Please check the following" in refused.content.decode()


def test_a_specialist_is_shown_their_own_patients_alone(cast, book, specialist, admin):
    with admin.scope():
        hers = set(Appointment.objects.filter(specialist=cast.ioana).values_list("patient_person", flat=True))
        known = Appointment.objects.exclude(specialist=cast.ioana).exclude(patient_person__in=hers)
        stranger = known.exclude(onboarded_at=None).select_related("patient_person").first()
    typed = stranger.patient_person
    visit = book(typed.name, email=stranger.contact_email, phone=typed.phone)

    def alike(seat):
        return {one.id for one in page(seat, visit).context["checklist"].candidates}

    assert str(typed.pk) in alike(admin)
    assert str(typed.pk) not in alike(specialist)


def test_more_people_alike_cost_no_more_questions(admin, book, cast):
    one = book(cast.elena.name, email=cast.elena.user.email)
    three = book(cast.luca.name, email=cast.maria.user.email, phone=cast.elena.phone)
    with admin.scope():
        asked = []
        both = Appointment.objects.filter(pk__in=[one.pk, three.pk]).select_related("booked_as")
        for visit in both.order_by("pk"):
            with CaptureQueriesContext(connection) as queries:
                found = Matches.of(visit).found
            asked.append((len(found), len(queries)))

    assert asked == [(1, 5), (3, 5)]


@pytest.mark.parametrize("column", ["patient_person", "booked_as", "booked_by"])
def test_whose_visit_it_is_is_settled_once(admin, like_elena, press, again, cast, column):
    onboarded(admin, press, again, like_elena, **as_known(cast.elena))
    value = {"booked_by": "Somebody"}.get(column, cast.mihai)

    with admin.scope(), pytest.raises(IntegrityError, match="settled"), transaction.atomic():
        Appointment.objects.filter(pk=like_elena.pk).update(**{column: value})


def test_without_an_address_there_is_no_login_to_ask_about(admin, book):
    visit = book(email="")

    shown = page(admin, visit)
    assert suggested(admin, visit) == (None, LoginOf.NOBODY)
    assert "Who signs in" not in shown.content.decode()
