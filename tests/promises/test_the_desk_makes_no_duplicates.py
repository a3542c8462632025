"""B16: a newcomer at the desk is looked for among the known, however the name was typed; nobody is born in 62 or 2099.
What was recorded wrongly is put right: see test_the_desk_corrects_the_person."""

from datetime import date

import pytest

from appointments.alike import Described, alike
from appointments.models import Appointment
from patients.models import Patient, PatientPerson
from restartix.core.clock import Clock
from restartix.pages.family.forms import DependentForm
from restartix.pages.profile.profile_form import ProfileForm
from restartix.pages.shared.details import RelativeForm
from tests.making import night

pytestmark = pytest.mark.django_db
BORN = "1984-03-09"


@pytest.fixture
def typed(cast):
    local = night(30).astimezone(cast.aurora.organisation.zone)
    return {
        "name": "Ruxandra Vasile",
        "phone": "0721 234 567",
        "service": str(cast.aurora.services["first-visit"].pk),
        "specialist": str(cast.ioana.pk),
        "day": f"{local:%Y-%m-%d}",
        "time": f"{local:%H:%M}",
    }


@pytest.fixture
def stefan(admin, cast):
    """Known to the clinic; nobody of the staff but the admins has seen him."""
    with admin.scope():
        person = PatientPerson.objects.create(
            made_by=cast.aurora.organisation,
            name="Ștefan-Andrei  Țepeș",
            birth_date=BORN,
            phone="+40744111222",
        )
        Patient.objects.create(organisation=cast.aurora.organisation, person=person)
    return person


def people(admin):
    with admin.scope():
        return PatientPerson.objects.count()


@pytest.mark.parametrize(
    "name",
    [
        "Ștefan-Andrei Țepeș",
        "Stefan Andrei Tepes",
        "ŞTEFAN ANDREI ŢEPEŞ",
        "Țepeș   Ștefan Andrei",
        "tepes stefan-andrei",
        "Stefan Andrei Tepez",
        "Stephan Andrei Tepes",
        "Stefn Andre Tepes",
        "Zepes Stefan Andrei",
    ],
)
def test_the_same_name_is_known_however_it_was_typed(admin, stefan, name):
    with admin.scope():
        by_birth = alike(Described(name=name, birth_date=stefan.birth_date))
        by_phone = alike(Described(name=name, phone=stefan.phone))

    assert "birth" in by_birth.persons[stefan]
    assert by_phone.persons[stefan] == {"phone", "name"}


@pytest.mark.parametrize("name", ["Stefana Andreea Tepes", "Stefan Popescu", "Ana", "-", "Штефан"])
def test_three_slips_are_somebody_else(admin, stefan, name):
    with admin.scope():
        assert stefan not in alike(Described(name=name, birth_date=stefan.birth_date)).persons


def test_slips_count_only_where_birth_date_or_contact_agree(admin, stefan):
    with admin.scope():
        assert not alike(Described(name="Stefan Andrei Tepez"))
        assert not alike(Described(name="Stefan Andrei Tepez", birth_date=date(1984, 3, 10)))
        assert stefan in alike(Described(name="Tepes Stefan Andrei")).persons, (
            "the very name, and nothing against it"
        )


def test_registering_asks_before_it_makes_a_second_record(admin, press, typed, stefan):
    before = people(admin)
    again = typed | {"name": "Tepes Stefan Andrei", "birth_date": BORN}

    asked = press(admin, "appointments/new/", **again)

    assert asked.status_code == 422
    assert "A similar patient already exists" in asked.text
    assert stefan.name in asked.text
    assert f'value="{stefan.pk}"' in asked.text
    assert people(admin) == before

    answer = press(admin, "appointments/new/", **again, person=str(stefan.pk))
    assert answer.status_code == 302
    with admin.scope():
        assert Appointment.objects.get(started_at=night(30)).patient_person == stefan
    assert people(admin) == before


def test_somebody_new_is_made_once_that_is_said(admin, press, typed, stefan):
    before = people(admin)

    answer = press(
        admin, "appointments/new/", **typed | {"name": stefan.name, "birth_date": BORN, "person": "new"}
    )

    assert answer.status_code == 302
    assert people(admin) == before + 1


def test_a_newcomer_whom_nobody_is_like_is_registered_in_one_press(admin, press, typed, stefan):
    assert press(admin, "appointments/new/", **typed).status_code == 302


def test_matches_are_shown_while_somebody_types(admin, typed, stefan):
    client = admin.client()
    page = client.get(admin.at("appointments/new/"))
    assert admin.at("appointments/new/alike/") in page.text

    shown = client.post(
        admin.at("appointments/new/alike/"), {"name": "stefan andrei tepes", "birth_date": BORN}
    )
    assert "<html" not in shown.text
    assert stefan.name in shown.text

    nobody = client.post(admin.at("appointments/new/alike/"), {"name": "Nobody Known"})
    assert "similar patient already exists" not in nobody.text


def test_a_specialist_is_told_that_the_clinic_knows_somebody_and_nothing_more(
    specialist, press, typed, stefan
):
    asked = press(
        specialist, "appointments/new/", **typed | {"name": "Stefan Andrei Tepes", "birth_date": BORN}
    )

    assert asked.status_code == 422
    assert "A similar patient already exists" in asked.text
    assert "Please ask an admin" in asked.text
    for hidden in (stefan.name, str(stefan.pk), "744", "+40744111222"):
        assert hidden not in asked.text


def test_another_clinics_people_are_nobody_here(other_admin, stefan):
    with other_admin.scope():
        assert not alike(Described(name=stefan.name, birth_date=stefan.birth_date, phone=stefan.phone))


WRONG = ["0062-05-01", "1899-12-31", "2099-01-01"]


@pytest.mark.parametrize("born", WRONG)
def test_nobody_was_born_then(admin, cast, press, typed, born, patient):
    refused = press(admin, "appointments/new/", **typed | {"birth_date": born})
    assert refused.status_code == 422
    assert (
        press(admin, f"people/{cast.elena.pk}/identity/", name="E", birth_date=born, reason="x").status_code
        == 422
    )

    relative = RelativeForm({"for_somebody": "on", "patient_name": "A B", "birth_date": born})
    dependent = DependentForm(
        {"name": "A B", "birth_date": born, "relationship": "son"}, clock=Clock(cast.aurora.organisation.zone)
    )
    with patient.scope():
        profile = ProfileForm(
            {"name": "A B", "birth_date": born},
            person=cast.elena,
            profile=cast.elena.profile,
            asks={"name", "birth_date"},
            zone="Europe/Bucharest",
        )
        for form in (relative, dependent, profile):
            assert "birth_date" in form.errors
