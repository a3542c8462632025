"""B11: a message that has lost its use by the time it can go out is marked so instead of sent: each kind of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment, Status, WaitingWish
from patients.models import LoginInvitation
from restartix.effects import registry
from restartix.effects.models import NOT_NEEDED, Effect, Kind, State
from restartix.effects.worker import run
from restartix.organisations.scope import scope
from restartix.sample.loader import as_owner
from reviews.models import Alert, Review


@pytest.fixture
def clinic(cast):
    return cast.aurora.organisation.pk


PAST = timedelta(days=1)
BEHIND = {"started_at": timezone.now() - timedelta(hours=3), "ended_at": timezone.now() - timedelta(hours=2)}


@pytest.fixture
def visit(committed, cast):
    """Elena's next visit, or one like it as the owner of the tables would write it."""

    def write(**changes):
        with committed.as_role("owner"), as_owner():
            Effect.objects.filter(appointment=cast.soon).delete()
            Appointment.objects.filter(pk=cast.soon.pk).update(**changes)
            return Appointment.objects.get(pk=cast.soon.pk)

    return write


@pytest.fixture
def is_of_use(committed, clinic):
    """Would a message asked for a day ago still be sent?"""

    def ask(kind, code, **about):
        with committed.as_role("worker"), scope(organisation_id=clinic):
            effect = Effect(kind=kind, code=code, organisation_id=clinic, **about)
            effect.created_at = timezone.now() - PAST
            return registry.task_of(effect).is_of_use(effect)

    return ask


OF_A_VISIT = {
    **dict.fromkeys(["booked", "new-booking-staff"], Status.BOOKED),
    **dict.fromkeys(["onboarded", "reminder", "forms", "moved", "reinstated"], Status.UPCOMING),
    **dict.fromkeys(["moved-staff", "moved-away", "reinstated-staff"], Status.UPCOMING),
    "confirmed": Status.CONFIRMED,
    **dict.fromkeys(["cancelled", "cancelled-staff"], Status.CANCELLED),
}
"""Messages that lose their use once the visit is over, with a status in which they are sent before."""


@pytest.mark.parametrize("code", OF_A_VISIT)
def test_a_message_about_a_visit_is_of_no_use_after_it(visit, is_of_use, code):
    passed = visit(status=OF_A_VISIT[code], **BEHIND)

    assert not is_of_use(Kind.MAIL, code, appointment_id=passed.pk, sequence=passed.sequence)


@pytest.mark.parametrize(
    "code", ["booked", "onboarded", "reminder", "moved", "reinstated", "cancelled", "confirmed"]
)
def test_before_it_the_message_is_of_use(visit, is_of_use, code):
    ahead = visit(status=OF_A_VISIT[code])

    assert is_of_use(Kind.MAIL, code, appointment_id=ahead.pk, sequence=ahead.sequence)


@pytest.mark.parametrize("code", ["reminder", "moved", "cancelled", "reinstated"])
def test_a_text_message_is_of_no_use_after_the_visit(visit, is_of_use, code):
    passed = visit(status=OF_A_VISIT[code], wants_sms=True, **BEHIND)
    assert not is_of_use(Kind.SMS, code, appointment_id=passed.pk, sequence=passed.sequence)

    ahead = visit(
        status=OF_A_VISIT[code],
        started_at=timezone.now() + timedelta(hours=5),
        ended_at=timezone.now() + timedelta(hours=6),
    )
    assert is_of_use(Kind.SMS, code, appointment_id=ahead.pk, sequence=ahead.sequence)


def test_a_confirmation_of_a_cancelled_visit_is_of_no_use(visit, is_of_use):
    cancelled = visit(status=Status.CANCELLED)

    for code in ("booked", "onboarded", "link", "new-booking-staff"):
        assert not is_of_use(Kind.MAIL, code, appointment_id=cancelled.pk, sequence=cancelled.sequence)


def test_of_two_alike_only_the_later_is_of_use(visit, is_of_use, committed, clinic):
    ahead = visit(status=Status.UPCOMING)
    with committed.as_role("worker"), scope(organisation_id=clinic):
        ahead.tell("moved")

    assert not is_of_use(Kind.MAIL, "moved", appointment_id=ahead.pk, sequence=ahead.sequence)


def test_a_late_cancellation_told_after_the_visit_is_of_use(visit, committed, clinic):
    passed = visit(status=Status.CANCELLED, **BEHIND)
    with committed.as_role("worker"), scope(organisation_id=clinic):
        effect = Effect(kind=Kind.MAIL, code="cancelled", organisation_id=clinic, appointment_id=passed.pk)

        assert registry.task_of(effect).is_of_use(effect), "it was asked for after the visit's time"


def test_nobody_is_asked_for_a_rating_they_gave_nor_told_of_one_that_is_answered(cast, committed, is_of_use):
    with committed.as_role("owner"), as_owner():
        rated = Review.objects.exclude(alert=None).filter(organisation=cast.aurora.organisation).first()
        Alert.objects.filter(review=rated).update(
            acknowledged_at=timezone.now(), acknowledged_by=cast.ana, note="Called."
        )

    assert not is_of_use(Kind.MAIL, "review", appointment_id=rated.appointment_id)
    assert not is_of_use(Kind.MAIL, "low-rating-staff", appointment_id=rated.appointment_id)


def test_who_waits_no_longer_is_not_written_to(cast, committed, is_of_use, clinic):
    with committed.as_role("owner"), as_owner():
        wish = WaitingWish.objects.filter(organisation_id=clinic).first()
        WaitingWish.objects.filter(pk=wish.pk).update(state="withdrawn")

    for code in ("waitlist", "waitlist-offer"):
        assert not is_of_use(Kind.MAIL, code, subject=f"wish:{wish.pk}")


def test_a_sign_in_link_that_lapsed_is_not_mailed(committed, visitor, cast, is_of_use, clinic):
    visitor.client().post(visitor.at("sign-in/"), {"email": cast.ana.email})
    with committed.as_role("worker"), scope(organisation_id=clinic):
        effect = Effect.objects.filter(code="sign-in").latest("created_at")
        assert registry.task_of(effect).is_of_use(effect)
    with committed.connect("owner") as owner:
        owner.execute("SELECT set_config('app.system_context', 'on', false)")
        owner.execute("UPDATE identity_signinlink SET expires_at = now() - interval '1 second'")

    assert not is_of_use(Kind.MAIL, "sign-in", id=effect.pk, subject="x")


def test_who_has_come_or_is_no_longer_to_come_is_not_invited(cast, is_of_use):
    assert not is_of_use(Kind.MAIL, "invitation", user_id=cast.ana.pk)


def test_the_portal_is_not_announced_to_whom_it_is_closed_again(cast, committed, is_of_use, clinic):
    with committed.as_role("owner"), as_owner():
        invitation = LoginInvitation.objects.create(
            organisation_id=clinic,
            person=cast.elena,
            email="somebody@else.example",
            rights=["book"],
            invited_by=cast.ana,
        )

    assert not is_of_use(Kind.MAIL, "portal", user_id=cast.grace.pk, subject=f"mail:portal:{invitation.pk}")


ELSEWHERE = {
    "review",
    "low-rating-staff",
    "link",
    "waitlist",
    "waitlist-offer",
    "sign-in",
    "invitation",
    "portal",
}


def test_every_message_that_is_registered_loses_its_use_in_a_test_above():
    messages = {(kind, code) for kind, code in registry.registered() if kind in registry.MESSAGES}
    ours = {code for _kind, code in messages if code.startswith(("of-", "text-of-"))}

    assert {code for _kind, code in messages} - ours == set(OF_A_VISIT) | ELSEWHERE


def test_what_lost_its_use_is_marked_and_not_sent(committed, clinic, visit, tmp_path, settings):
    settings.DEMO, settings.EMAIL_URL, settings.OUTBOX_DIR = True, "", tmp_path
    ahead = visit(status=Status.UPCOMING)
    with committed.as_role("worker"), scope(organisation_id=clinic):
        ahead.tell("reminder")
        effect = Effect.objects.get(appointment=ahead, code="reminder", kind=Kind.MAIL)
    with committed.as_role("owner"), as_owner():
        Appointment.objects.filter(pk=ahead.pk).update(**BEHIND)

    with committed.as_role("worker"):
        run(clinic, str(effect.pk))
        with scope(organisation_id=clinic):
            effect.refresh_from_db()

    assert (effect.state, effect.provider_ref) == (State.DONE, NOT_NEEDED)
    assert list(tmp_path.glob("*.eml")) == []
