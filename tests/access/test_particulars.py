"""Who sees what, in the application's own words; tests/access/test_table.py counts it table by table."""

from dataclasses import replace

import pytest
from django.db import transaction

from appointments.models import Appointment, Claim, Hold, Status
from forms.models import Form, FormStatus, Side
from patients.models import Guardianship, PatientPerson
from restartix.core.clinics.models import Event, Member
from restartix.core.identity.models import User
from tests.cast import Seat

pytestmark = pytest.mark.django_db


def test_another_clinics_admin_sees_all_of_theirs_and_nothing_else(other_admin, cast):
    with other_admin.scope():
        for model in (Appointment, Form, Event, Member):
            assert set(model.objects.values_list("organisation", flat=True)) == {
                cast.riverside.organisation.pk
            }
        assert Appointment.objects.count() == len(cast.riverside.visits)


def test_a_patient_sees_their_own_visits_alone(patient, cast):
    with patient.scope():
        whose = set(Appointment.objects.values_list("patient_person", flat=True))

    assert whose == {cast.elena.pk}


def test_a_guardian_sees_the_child_they_act_for(guardian, cast):
    with guardian.scope() as actor:
        assert actor.person_ids == {cast.maria.pk, cast.luca.pk}
        assert set(PatientPerson.objects.values_list("pk", flat=True)) == actor.person_ids


def test_a_specialist_sees_visits_assigned_to_them_alone(specialist, cast):
    with specialist.scope():
        assert set(Appointment.objects.values_list("specialist", flat=True)) == {cast.ioana.pk}


def test_a_link_sees_one_visit(by_link, cast):
    with by_link.scope() as actor:
        assert list(Appointment.objects.values_list("pk", flat=True)) == [cast.soon.pk]
        assert actor.link_appointment_id == cast.soon.pk


def test_a_patient_sees_a_specialists_form_only_once_it_is_signed(patient):
    with patient.scope():
        theirs = Form.objects.filter(filled_by=Side.SPECIALIST)
        assert set(theirs.values_list("status", flat=True)) == {FormStatus.SIGNED}


def test_a_login_of_one_clinic_is_nobody_at_another(cast):
    with cast.signed_in(cast.ana, "riverside").scope() as actor:
        assert actor.kind == "patient"
        assert not actor.person_ids
        assert not Appointment.objects.exists()
        assert not PatientPerson.objects.exists()


def test_an_old_session_is_nobodys(admin):
    with replace(admin, nonce="of yesterday").scope() as actor:
        assert actor.kind == "visitor"
        assert not User.objects.exists()


def test_claims_and_holds_of_others_are_never_shown(admin):
    with admin.scope():
        assert not Hold.objects.exists()
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            Claim.objects.count()


def test_a_guardianship_that_is_revoked_hides_the_child_at_once(guardian, admin, cast):
    with admin.scope():
        Guardianship.objects.filter(person=cast.luca).update(revoked_at=cast.world.now)

    with guardian.scope() as actor:
        assert actor.person_ids == {cast.maria.pk}
        assert not PatientPerson.objects.filter(pk=cast.luca.pk).exists()


def test_a_done_visits_link_opens_only_its_review(cast):
    visit = cast.visit(Status.DONE)
    with Seat("aurora", link=visit.link_token).scope() as actor:
        assert (actor.link_appointment_id, actor.review_appointment_id) == (None, visit.pk)
        assert not Form.objects.exists()
