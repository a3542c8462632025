"""Search finds people by what is remembered of them, and nobody that the one who asks may not see."""

import pytest
from django.db import connection

from appointments.models import Appointment, Status
from appointments.models.visit import OnboardingDecision
from appointments.search import find_persons, find_visits
from patients.models import LoginOf, PatientPerson
from restartix.flows.onboarding import Onboarding
from tests.making import night

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def known(admin, cast):
    """Ștefănița, whom the clinic knows."""
    with admin.scope():
        return PatientPerson.objects.create(
            made_by=cast.aurora.organisation, name="Ștefănița Țurcanu-Ene", phone="+40722555019"
        )


@pytest.mark.parametrize(
    "asked",
    [
        "Ștefănița Țurcanu",
        "stefanita",
        "TURCANU",
        "turcanu stefanita",
        "Stefnita Turcanu",
        "Tucranu",
        "Een",
        "turc",
        "0722 555 019",
        "+40 722 555 019",
        "0722555091",
        "722-555",
    ],
)
def test_a_person_is_found_in_spite_of_accents_case_order_and_slips(admin, known, asked):
    with admin.scope():
        found = find_persons(asked)

    assert found[0] == known


@pytest.mark.parametrize(
    "asked", ["", " ", "a", "%", "'", "\x00", "😀", "x" * 5000, "--", "Zzyzx Qwfp", "@", "%%%%"]
)
def test_nonsense_finds_nobody(admin, asked):
    with admin.scope():
        assert find_persons(asked) == []
        assert find_visits(asked) == []


def test_an_e_mail_address_leads_to_its_person(admin, cast):
    with admin.scope():
        by_login = find_persons("elena@patients.example")
        with_a_slip = find_persons("elna@patients.example")

    assert by_login[0] == with_a_slip[0] == cast.elena


@pytest.mark.parametrize("asked", ["019", "5019", "555 019", "55 5019"])
def test_digits_find_the_phone_that_ends_with_them_first(admin, known, cast, asked):
    with admin.scope():
        PatientPerson.objects.create(
            made_by=cast.aurora.organisation, name="Aneta Cinci", phone="+40755501900"
        )

        found = find_persons(asked)

    assert found[0] == known


def test_an_address_leads_to_its_owner_before_whom_they_booked_for(admin, cast, make_visit):
    make_visit(Status.BOOKED, at=night(20))
    with admin.scope():
        found = find_persons("maria@patients.example")
        while_typing = find_persons("maria@pati")

    assert found[0] == while_typing[0] == cast.maria
    assert cast.luca in found, "booked with her address"


@pytest.mark.parametrize("spelt", ["#{}", " #{}", "# {}"])
def test_a_number_sign_finds_that_visit_alone(admin, cast, spelt):
    with admin.scope():
        assert find_visits(spelt.format(cast.soon.pk)) == [cast.soon]
        assert find_persons(spelt.format(cast.soon.pk)) == []


def test_a_visits_number_leads_to_the_visit_first(admin, cast):
    with admin.scope():
        found = find_visits(str(cast.soon.pk))

    assert found[0] == cast.soon


def test_a_persons_visits_are_found_with_the_next_one_first(admin, cast):
    with admin.scope():
        found = find_visits("elena ionesc")

    assert found[0] == cast.soon
    assert {visit.patient_person for visit in found} >= {cast.elena}


def test_a_specialist_finds_whom_they_see_and_nobody_else(specialist, cast):
    theirs = {one.patient_person for one in cast.aurora.visits if one.specialist == cast.ioana}
    strangers = [
        one for one in cast.aurora.persons if one not in theirs and one.name not in {x.name for x in theirs}
    ]
    assert strangers

    with specialist.scope():
        assert cast.elena in find_persons("Elena Ionescu")
        assert not {stranger for stranger in strangers if stranger in find_persons(stranger.name)}
        assert {visit.specialist for visit in find_visits("Elena Ionescu")} == {cast.ioana}
        others = next(one for one in cast.aurora.visits if one.specialist == cast.andrei)
        assert others not in find_visits(str(others.pk))


@pytest.mark.parametrize("who", ["visitor", "by_link", "patient", "guardian", "other_admin"])
def test_nobody_else_finds_anybody_of_the_clinics(request, who, cast):
    with request.getfixturevalue(who).scope():
        assert ids("find_persons", cast.elena.name) == []
        assert ids("find_persons", "elena@patients.example") == []
        assert ids("find_visits", str(cast.soon.pk)) == []


def ids(function, asked):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}(%s)", [asked])
        return [row[0] for row in cursor.fetchall()]


def test_somebody_who_was_linked_is_found_by_the_name_they_booked_under(admin, cast):
    with admin.scope() as actor:
        visit = Appointment.objects.get(pk=cast.visit(Status.BOOKED).pk)
        PatientPerson.objects.filter(pk=visit.booked_as_id).update(name="Lenuța Ionescu-Petre")
        Onboarding(visit).perform(by=actor, answer=OnboardingDecision(cast.elena, LoginOf.PATIENT, ""))

        found = find_persons("lenuta petre")

    assert found == [cast.elena]
