"""Who sees what: for each person, how much of each table, counted. An access rule that is wrong fails quietly."""

import pytest
from django.db import transaction

from appointments.models import Appointment, Claim, Hold, PatientServicePlan, Service, Status
from forms.models import Consent, Form, FormTemplate, PrivateAnswers, Side
from forms.models import Status as FormStatus
from patients.models import Guardianship, Patient, PatientPerson, PatientProfile
from restartix.effects.models import Effect
from restartix.identity.models import User
from restartix.organisations.models import Audit, Event, Member, Organisation
from reviews.models import Alert, Review
from videocall.models import VideoRoom

NOTHING, SOME, ALL = "nothing", "some", "all of the clinic's"

TABLES = (
    *(Organisation, Service, Appointment, PatientPerson, PatientProfile, Patient, Guardianship, Form),
    *(
        PrivateAnswers,
        FormTemplate,
        Consent,
        VideoRoom,
        Event,
        Effect,
        Review,
        Alert,
        Audit,
        PatientServicePlan,
        Member,
    ),
)
# One line per person, one letter per table in the order above: - nothing, s some, a all of their clinic's.
MATRIX = {
    "visitor": "aa- --- -- --- --- --- --",
    "by_link": "aas s-- -s --- s-- --- --",
    "patient": "aas sss -s --s s-- s-- a-",
    "guardian": "aas sss as --s s-- s-- --",
    "specialist": "aas sss as sas sss s-- as",
    "admin": "aaa aaa aa aaa aaa aaa aa",
    "other_admin": "aaa aaa -a aaa aaa aaa -a",
}  # fmt: skip


def clinics_own(model, clinic):
    """As the superuser would count: this clinic's rows."""
    field = {Organisation: "id", PatientPerson: "made_by"}.get(model, "organisation")
    if model is PatientProfile:
        return model.objects.filter(person__made_by=clinic)
    return model.objects.filter(**{field: clinic.pk})


@pytest.fixture
def whole(committed, cast):
    """How many rows each clinic has in each table, which only the owner can count."""
    from restartix.sample.loader import as_owner

    with committed.as_role("owner"), as_owner():
        return {
            clinic.organisation.slug: {
                model: clinics_own(model, clinic.organisation).count() for model in TABLES
            }
            for clinic in (cast.aurora, cast.riverside)
        }


@pytest.mark.parametrize("who", MATRIX)
def test_each_sees_just_this_much(who, whole, request):
    seat = request.getfixturevalue(who)
    expected = MATRIX[who].replace(" ", "")
    assert len(expected) == len(TABLES)

    with seat.scope():
        seen = {model: model.objects.count() for model in TABLES}

    in_words = {"-": NOTHING, "s": SOME, "a": ALL}
    there = [
        (model, letter) for model, letter in zip(TABLES, expected, strict=True) if whole[seat.slug][model]
    ]
    assert len(there) == len(TABLES) or seat.slug == "riverside", (
        "the cast should fill every table of Aurora's"
    )
    wanted = {model.__name__: in_words[letter] for model, letter in there}
    assert {model.__name__: said(seen[model], whole[seat.slug][model]) for model, _ in there} == wanted


def said(seen, whole):
    if not seen:
        return NOTHING
    assert seen <= whole, "more than the clinic has"
    return ALL if seen == whole else SOME


@pytest.mark.usefixtures("db")
class TestParticulars:
    def test_a_patient_sees_their_own_visits_alone(self, patient, cast):
        with patient.scope():
            whose = set(Appointment.objects.values_list("patient_person", flat=True))

        assert whose == {cast.elena.pk}

    def test_a_guardian_sees_the_child_they_act_for(self, guardian, cast):
        with guardian.scope() as actor:
            assert actor.person_ids == {cast.maria.pk, cast.luca.pk}
            assert set(PatientPerson.objects.values_list("pk", flat=True)) == actor.person_ids

    def test_a_specialist_sees_visits_assigned_to_them_alone(self, specialist, cast):
        with specialist.scope():
            assert set(Appointment.objects.values_list("specialist", flat=True)) == {cast.ioana.pk}

    def test_a_link_sees_one_visit(self, by_link, cast):
        with by_link.scope() as actor:
            assert list(Appointment.objects.values_list("pk", flat=True)) == [cast.soon.pk]
            assert actor.link_appointment_id == cast.soon.pk

    def test_a_patient_sees_a_specialists_form_only_once_it_is_signed(self, patient):
        with patient.scope():
            theirs = Form.objects.filter(filled_by=Side.SPECIALIST)
            assert set(theirs.values_list("status", flat=True)) == {FormStatus.SIGNED}

    def test_a_login_of_one_clinic_is_nobody_at_another(self, cast):
        with cast.signed_in(cast.ana, "riverside").scope() as actor:
            assert actor.kind == "patient"
            assert not actor.person_ids
            assert not Appointment.objects.exists()
            assert not PatientPerson.objects.exists()

    def test_an_old_session_is_nobodys(self, admin):
        from dataclasses import replace

        with replace(admin, nonce="of yesterday").scope() as actor:
            assert actor.kind == "visitor"
            assert not User.objects.exists()

    def test_claims_and_holds_of_others_are_never_shown(self, admin):
        with admin.scope():
            assert not Hold.objects.exists()
            with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                Claim.objects.count()


def test_a_guardianship_that_is_revoked_hides_the_child_at_once(committed, guardian, admin, cast):
    with admin.scope():
        Guardianship.objects.filter(person=cast.luca).update(revoked_at=cast.world.now)

    with guardian.scope() as actor:
        assert actor.person_ids == {cast.maria.pk}
        assert not PatientPerson.objects.filter(pk=cast.luca.pk).exists()


def test_a_done_visits_link_opens_only_its_review(committed, cast):
    from tests.cast import Seat

    visit = cast.visit(Status.DONE)
    with Seat("aurora", link=visit.link_token).scope() as actor:
        assert (actor.link_appointment_id, actor.review_appointment_id) == (None, visit.pk)
        assert not Form.objects.exists()
