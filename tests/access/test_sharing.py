"""What one clinic knows stays there, until the person says otherwise."""

import pytest
from django.db import IntegrityError, transaction

from appointments.models import Appointment
from patients.models import Guardianship, Patient, PatientPerson, PatientProfile
from tests.cast import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def elena_at_riverside(patient, cast):
    seat = Seat("riverside", patient.user_id, patient.nonce)
    with seat.scope():
        Patient.objects.create(organisation=cast.riverside.organisation, person=cast.elena)
    return seat


def profile_at_riverside(other_admin, cast):
    with other_admin.scope():
        assert PatientPerson.objects.filter(pk=cast.elena.pk).exists(), "the name is known"
        return PatientProfile.objects.filter(person=cast.elena).exists()


def test_another_clinic_sees_the_name_and_the_profile_only_once_shared(elena_at_riverside, other_admin, cast):
    assert not profile_at_riverside(other_admin, cast)
    with elena_at_riverside.scope():
        assert Patient.objects.filter(person=cast.elena).update(is_shared=True) == 1

    assert profile_at_riverside(other_admin, cast)

    with elena_at_riverside.scope():
        Patient.objects.filter(person=cast.elena).update(is_shared=False)
    assert not profile_at_riverside(other_admin, cast)


def test_the_other_clinics_admin_cannot_share_it_with_themself(elena_at_riverside, other_admin, cast):
    with other_admin.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Patient.objects.filter(person=cast.elena).update(is_shared=True)

    with other_admin.scope():
        Guardianship.objects.create(
            organisation=cast.riverside.organisation, person=cast.elena, user=cast.grace,
            rights=Guardianship.Right.values, valid_from=cast.world.now, identity_check="Seen",
        )  # fmt: skip
    with other_admin.scope() as actor:
        assert cast.elena.pk in actor.fills_in_for_ids
        assert not PatientProfile.objects.filter(person=cast.elena).exists()
        assert not PatientPerson.objects.filter(pk=cast.elena.pk).update(name="Somebody else")
        with pytest.raises(IntegrityError), transaction.atomic():
            Patient.objects.filter(person=cast.elena).update(is_shared=True)


def test_another_clinics_visits_stay_unseen(elena_at_riverside, other_admin, cast):
    with other_admin.scope():
        assert not Appointment.objects.filter(patient_person=cast.elena).exists()
    with elena_at_riverside.scope():
        assert not Appointment.objects.exists()
