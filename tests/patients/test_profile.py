"""A person's profile: theirs to see, change and share; each change is kept, for whoever may read the profile."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from patients.changes import ProfileChange
from patients.models import Guardianship, Patient, PatientPerson, PatientProfile
from tests.cast import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cast):
    return f"my/people/{cast.elena.pk}/"


def told(cast, **changed):
    """What Elena's form sends, as it stands, but for what she changes."""
    profile = cast.elena.profile
    names = ("sex", "blood_type", "allergies", "conditions", "medication", "insurance_number")
    said = {name: getattr(profile, name) for name in names}
    said |= {"emergency_contact": profile.emergency_contact, "emergency_phone": profile.emergency_phone}
    said |= {
        "name": cast.elena.name,
        "phone": cast.elena.phone,
        "birth_date": cast.elena.birth_date.isoformat(),
    }
    return said | changed


def changes(seat, person):
    with seat.scope():
        found = ProfileChange.objects.filter(person=person).order_by("attribute")
        return [(one.attribute, one.old, one.new, one.actor_kind) for one in found]


@pytest.fixture
def elenas(cast, patient):
    """How many changes of Elena's there were."""
    with patient.scope():
        cast.elena.profile = PatientProfile.objects.get(person=cast.elena)
        return ProfileChange.objects.filter(person=cast.elena).count()


def test_what_changed_is_kept_with_who_and_where(patient, cast, page, elenas):
    was = cast.elena.profile.allergies
    said = told(cast, allergies="Penicillin and latex", phone="+40 722 000 111")
    assert patient.client().post(patient.at(page), said).status_code == 302

    assert {
        ("allergies", was, "Penicillin and latex", "patient"),
        ("phone", cast.elena.phone, "+40722000111", "patient"),
    } <= set(changes(patient, cast.elena))
    with patient.scope():
        assert ProfileChange.objects.filter(person=cast.elena).count() == elenas + 2
    shown = patient.client().get(patient.at(page)).content.decode()
    assert "Penicillin and latex" in shown
    assert "You" in shown


def test_sending_it_unchanged_keeps_nothing(patient, cast, page, elenas):
    patient.client().post(patient.at(page), told(cast))

    with patient.scope():
        assert ProfileChange.objects.filter(person=cast.elena).count() == elenas


def test_what_is_wrong_is_said_beside_the_field(patient, cast, page, elenas):
    answer = patient.client().post(patient.at(page), told(cast, phone="12", medication="Kept as typed"))

    assert answer.status_code == 422
    assert "This phone number can" in answer.content.decode()
    assert "Kept as typed" in answer.content.decode()
    with patient.scope():
        assert ProfileChange.objects.filter(person=cast.elena).count() == elenas


def test_staff_read_the_history_while_the_profile_is_shared(patient, specialist, admin, cast, page, elenas):
    patient.client().post(patient.at(page), told(cast, conditions="Asthma, mild"))

    for seat in (admin, specialist):
        assert (
            "Asthma, mild" in seat.client().get(seat.at(f"people/{cast.elena.pk}/profile/")).content.decode()
        )
    patient.client().post(patient.at(f"{page}sharing/"), {"share": "no"})
    hidden = admin.client().get(admin.at(f"people/{cast.elena.pk}/profile/")).content.decode()
    assert "Asthma" not in hidden
    assert changes(admin, cast.elena) == []

    patient.client().post(patient.at(f"{page}sharing/"), {"share": "yes"})
    assert changes(admin, cast.elena)


def test_history_is_the_databases_to_write_and_nobodys_to_change(patient, cast, page, elenas):
    patient.client().post(patient.at(page), told(cast, medication="None"))

    with patient.scope(), pytest.raises(DatabaseError), transaction.atomic():
        ProfileChange.objects.update(new="something else")
    with patient.scope(), pytest.raises(DatabaseError), transaction.atomic():
        ProfileChange.objects.create(person=cast.elena, attribute="name", actor_kind="patient")


class TestGuardian:
    def test_changes_the_childs_profile_but_not_when_they_were_born(self, guardian, cast):
        page = guardian.at(f"my/people/{cast.luca.pk}/")
        shown = guardian.client().get(page).content.decode()
        assert 'name="birth_date' not in shown
        with guardian.scope(), pytest.raises(IntegrityError), transaction.atomic():
            PatientPerson.objects.filter(pk=cast.luca.pk).update(birth_date="2024-01-01")

        said = {"name": "Luca Andrei Preda", "phone": "", "sex": "male"}
        assert guardian.client().post(page, said).status_code == 302

        assert ("name", "Luca Preda", "Luca Andrei Preda", "guardian") in changes(guardian, cast.luca)

    def test_without_the_right_to_forms_the_profile_is_not_there(self, guardian, admin, cast):
        with admin.scope():
            Guardianship.objects.filter(person=cast.luca).update(rights=["book", "results"])

        assert guardian.client().get(guardian.at(f"my/people/{cast.luca.pk}/")).status_code == 404
        sharing = guardian.at(f"my/people/{cast.luca.pk}/sharing/")
        assert guardian.client().post(sharing, {"share": "no"}).status_code == 404


def test_at_another_clinic_the_person_shares_it_themself(patient, other_admin, cast, page):
    there = Seat("riverside", patient.user_id, patient.nonce)
    with there.scope():
        Patient.objects.create(organisation=cast.riverside.organisation, person=cast.elena)
    profile = other_admin.at(f"people/{cast.elena.pk}/profile/")
    hidden = other_admin.client().get(profile).content.decode()
    assert cast.elena.name in hidden
    assert "shared with this clinic" in hidden

    there.client().post(there.at(f"{page}sharing/"), {"share": "yes"})

    shown = other_admin.client().get(profile).content.decode()
    assert "Insurance number" in shown


def test_a_strangers_profile_is_no_page(patient, cast):
    assert patient.client().get(patient.at(f"my/people/{cast.mihai.pk}/")).status_code == 404
