"""A guardian's rights, each given and taken back: what the database then shows and lets them do."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from appointments.models import Appointment, Status
from forms.models import Form, FormStatus, Side
from patients.models import Guardianship, PatientPerson
from restartix.core.refusals import NotYours
from reviews.models import Review
from tests.cast import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def wards(cast, admin):
    """Two visits of people in Maria's care: one ahead with its forms, and one that is done and reviewed."""
    done = cast.visit_of(cast.elena, Status.DONE, reviewed=True)
    ahead = cast.visit_of(cast.mihai, Status.UPCOMING)
    with admin.scope():
        Guardianship.objects.bulk_create(
            Guardianship(
                organisation=cast.aurora.organisation,
                user=cast.maria.user,
                person_id=one,
                valid_from=cast.world.now,
            )
            for one in (done.patient_person_id, ahead.patient_person_id)
        )
    return ahead, done


@pytest.fixture
def give(admin, cast):
    """Let Maria have just these rights for those in her care."""

    def given(*rights, **also):
        with admin.scope():
            Guardianship.objects.filter(user=cast.maria.user).update(
                rights=list(rights), identity_check="Seen at the desk", **also
            )

    return given


def may_book(guardian, visit):
    with guardian.scope() as actor:
        try:
            Appointment.objects.get(pk=visit.pk).confirm(by=actor)
        except NotYours:
            return False
        transaction.set_rollback(True)
    return True


def sees(guardian, ahead, done):
    """Their own forms, the specialist's signed ones, the review: of the two visits."""
    with guardian.scope():
        forms = Form.objects.filter(appointment__in=[ahead, done])
        return (
            forms.filter(filled_by=Side.PATIENT).exists(),
            forms.filter(filled_by=Side.SPECIALIST, status=FormStatus.SIGNED).exists(),
            Review.objects.filter(appointment=done).exists(),
        )


@pytest.mark.parametrize(
    ("right", "books", "fills_in", "reads"),
    [("book", True, False, False), ("forms", False, True, False), ("results", False, False, True)],
)
def test_each_right_opens_just_its_own(guardian, give, wards, right, books, fills_in, reads):
    ahead, done = wards
    give(right)

    assert may_book(guardian, ahead) is books
    assert sees(guardian, ahead, done) == (fills_in, reads, reads)

    give()
    with guardian.scope():
        assert not Appointment.objects.filter(pk__in=[ahead.pk, done.pk]).exists()


def test_a_form_is_kept_with_the_right_to_forms_alone(guardian, give, wards):
    ahead, _done = wards
    for right, kept in (("book", 0), ("results", 0), ("forms", 1)):
        give(right)
        with guardian.scope():
            mine = Form.objects.filter(appointment=ahead, filled_by=Side.PATIENT).exclude(status="signed")
            assert min(1, mine.update(revision=5)) == kept, right


def test_without_the_right_to_book_no_visit_is_made_for_the_child(guardian, give, wards):
    """Not even with a private link of one's own."""
    visit = wards[0]
    copied = {
        field.attname: getattr(visit, field.attname)
        for field in Appointment._meta.fields
        if field.attname != "id"
    }
    later = timedelta(days=300)
    copied |= {
        "started_at": visit.started_at + later,
        "ended_at": visit.ended_at + later,
        "status": Status.BOOKED,
    }
    copied |= {"booked_as_id": visit.patient_person_id}
    give("forms", "results")

    holder = Seat("aurora", guardian.user_id, guardian.nonce, link="made up")
    with holder.scope(), connection.cursor() as cursor:
        cursor.execute("SELECT public.current_link_hash()")
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            Appointment.objects.create(**copied | {"link_hash": cursor.fetchone()[0]})

    give("book")
    with holder.scope():
        Appointment.objects.create(**copied | {"link_hash": "b" * 64})


def test_it_ends_at_the_age_of_eighteen(guardian, give, cast, admin):
    today = cast.today
    give("book", valid_from=timezone.now() - timedelta(days=400))
    for born, holds in (
        (today.replace(day=1) - timedelta(days=17 * 365), True),
        (date(today.year - 18, 1, 1) if today.month > 1 else date(today.year - 19, 12, 1), False),
        (date(1950, 1, 1), True),
    ):
        with admin.scope():
            PatientPerson.objects.filter(pk=cast.luca.pk).update(birth_date=born)
        with guardian.scope() as actor:
            assert (cast.luca.pk in actor.person_ids) is holds, born


def test_a_guardian_adds_somebody_who_is_then_in_their_care(guardian, cast):
    with guardian.scope() as actor, connection.cursor() as cursor:
        cursor.execute("SELECT public.add_dependent('Ada Preda', '2020-05-01', 'daughter', '')")
        (added,) = cursor.fetchone()
        assert PatientPerson.objects.get(pk=added).name == "Ada Preda"
        assert Guardianship.objects.get(person=added).rights == ["book", "forms", "results"]
        assert added not in actor.person_ids
    with guardian.scope() as actor:
        assert added in actor.books_for_ids & actor.own_person_ids


def test_who_is_unknown_at_the_clinic_adds_nobody(cast):
    stranger = cast.signed_in(cast.grace, "aurora")
    with stranger.scope(), connection.cursor() as cursor:
        cursor.execute("SELECT public.add_dependent('Ada', NULL, '', '')")
        assert cursor.fetchone() == (None,)
