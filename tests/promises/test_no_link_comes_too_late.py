"""B11: links, codes, offers and invitations that lapsed while mail stood still are not sent; and no message is without
its case, here or in test_no_message_comes_too_late."""

from django.utils import timezone

from appointments.models import WaitlistEntry
from forms.models import Form
from patients.models import LoginInvitation
from restartix.core.clinics.scope import scope
from restartix.core.effects import registry
from restartix.core.effects.models import Effect, Kind
from restartix.core.identity.codes import Purpose, request_code
from restartix.tools.sample.loader import as_owner
from reviews.models import Alert, Review
from tests.promises.test_no_message_comes_too_late import BEHIND, OF_A_VISIT


def test_nobody_is_asked_for_a_rating_they_gave_nor_told_of_one_that_is_answered(cast, committed, is_of_use):
    with committed.as_role("owner"), as_owner():
        rated = Review.objects.exclude(alert=None).filter(organisation=cast.aurora.organisation).first()
        Alert.objects.filter(review=rated).update(
            acknowledged_at=timezone.now(), acknowledged_by=cast.ana, note="Called."
        )

    assert not is_of_use(Kind.MAIL, "review", appointment_id=rated.appointment_id)
    assert not is_of_use(Kind.MAIL, "low-rating-staff", appointment_id=rated.appointment_id)


def test_nobody_is_asked_to_sign_what_is_signed(cast, committed, is_of_use):
    """There is nothing left to sign for a colleague."""
    with committed.as_role("owner"), as_owner():
        signed = Form.objects.filter(
            filled_by="specialist", status="signed", organisation=cast.aurora.organisation
        )
        visit = (
            signed.exclude(appointment__forms__in=Form.objects.exclude(status="signed")).first().appointment
        )

    assert not is_of_use(
        Kind.MAIL, "named-signer", appointment_id=visit.pk, user_id=cast.ioana.member.user_id
    )


def test_who_waits_no_longer_is_not_written_to(cast, committed, is_of_use, clinic):
    with committed.as_role("owner"), as_owner():
        entry = WaitlistEntry.objects.filter(organisation_id=clinic).first()
        WaitlistEntry.objects.filter(pk=entry.pk).update(state="withdrawn")

    for code in ("waitlist", "waitlist-offer"):
        assert not is_of_use(Kind.MAIL, code, subject=f"wish:{entry.pk}")


def test_a_sign_in_link_that_lapsed_is_not_mailed(committed, visitor, cast, is_of_use, clinic):
    visitor.client().post(visitor.at("sign-in/"), {"email": cast.ana.email})
    with committed.as_role("worker"), scope(organisation_id=clinic):
        effect = Effect.objects.filter(code="sign-in").latest("created_at")
        assert registry.task_of(effect).is_of_use(effect)
    with committed.connect("owner") as owner:
        owner.execute("SELECT set_config('app.system_context', 'on', false)")
        owner.execute("UPDATE identity_signinlink SET expires_at = now() - interval '1 second'")

    assert not is_of_use(Kind.MAIL, "sign-in", id=effect.pk, subject="x")


def test_a_code_that_lapsed_is_not_sent(committed, is_of_use, clinic):
    with committed.as_role("app"), scope(organisation_id=clinic):
        request_code(Purpose.BOOKING, organisation_id=clinic, subject="a", email="a@b.example")
        request_code(Purpose.PHONE, organisation_id=clinic, subject="a", phone="+40711222333")
    with committed.as_role("worker"), scope(organisation_id=clinic):
        effects = list(Effect.objects.filter(code="code"))
        assert {one.kind for one in effects} == {Kind.MAIL, Kind.SMS}
        assert all(registry.task_of(one).is_of_use(one) for one in effects)
    with committed.connect("owner") as owner:
        owner.execute("SELECT set_config('app.system_context', 'on', false)")
        owner.execute("UPDATE identity_onetimecode SET expires_at = now() - interval '1 second'")

    assert not any(is_of_use(one.kind, "code", id=one.pk, subject="x") for one in effects)


def test_who_has_come_or_is_no_longer_to_come_is_not_invited(cast, is_of_use):
    assert not is_of_use(Kind.MAIL, "invitation", user_id=cast.ana.pk)


def test_nobody_is_told_of_a_guardian_whose_right_has_ended_nor_of_a_visit_that_is_over(
    cast, changed_visit, is_of_use
):
    ended = "mail:new-guardian:x:00000000-0000-0000-0000-000000000000"
    assert not is_of_use(Kind.MAIL, "new-guardian", user_id=cast.maria.user_id, subject=ended)

    passed = changed_visit(status="upcoming", **BEHIND)
    about = f"mail:booked-for-you:x:{passed.pk}"
    assert not is_of_use(Kind.MAIL, "booked-for-you", user_id=cast.elena.user_id, subject=about)


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
    "named-signer",
    "new-guardian",
    "booked-for-you",
    "review",
    "low-rating-staff",
    "link",
    "sign-in",
    "code",
    "invitation",
    "portal",
    "waitlist",
    "waitlist-offer",
}


def test_every_message_that_is_registered_loses_its_use_in_a_test_above():
    messages = {(kind, code) for kind, code in registry.handled_codes() if kind in registry.MESSAGES}
    ours = {code for _kind, code in messages if code.startswith(("of-", "text-of-"))}

    assert {code for _kind, code in messages} - ours == set(OF_A_VISIT) | ELSEWHERE
