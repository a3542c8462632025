"""Colleagues: inviting them, and ending or renewing their membership. What they did stays on record."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models import Specialist
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Member, Organisation
from restartix.core.effects.models import Effect, Kind
from restartix.core.limits.targets import may_send
from restartix.core.refusals import NotNow, violated_constraint
from restartix.flows.absence import visits_to_move


class HasUpcomingVisits(NotNow):
    """They still have upcoming visits."""

    def __init__(self, specialist: Specialist) -> None:
        super().__init__(_("They have upcoming visits. Move or cancel these first, then end the membership."))
        self.specialist = specialist


def invite(*, email: str, name: str, role: str, title: str, by: Actor) -> Member:
    """A member with this role from now on, told by mail; a specialist is on the public page as soon as they have
    hours and give a service. A former member is reinstated."""
    with transaction.atomic():
        member, _made = Member.objects.update_or_create(
            user_id=_login(email, name), organisation_id=by.here, role=role, defaults={"ended_at": None}
        )
        if role == Member.Role.SPECIALIST:
            _seat(member, name, title)
        mail_invitation(member)
    return member


def mail_invitation(member: Member) -> None:
    """Does nothing if they were invited too recently: the e-mail they have says it all."""
    clinic, user = member.organisation_id, member.user_id
    if not may_send("link", organisation_id=clinic, subject=f"user:{user}"):
        return
    subject = f"mail:invitation:{clinic}:{user}:{timezone.now():%Y%m%d%H%M%S}"
    Effect.require(Kind.MAIL, code="invitation", subject=subject, organisation_id=clinic, user_id=user)


def end_membership(member: Member) -> None:
    """They stop being staff with the next page they open. Raises VisitsAhead, and NotNow for the last admin."""
    specialist = Specialist.objects.filter(member=member).first()
    if specialist and visits_to_move(specialist).exists():
        raise HasUpcomingVisits(specialist)
    member.ended_at = timezone.now()
    try:
        with transaction.atomic():
            member.save(update_fields=["ended_at"])
            Specialist.objects.filter(member=member).update(is_active=False)
    except IntegrityError as error:
        if violated_constraint(error) != "somebody_runs_the_clinic":
            raise
        raise NotNow(_("The clinic needs an admin: make another colleague admin first.")) from error


@transaction.atomic
def renew_membership(member: Member) -> None:
    """They are a member again, and a specialist can be booked again."""
    Member.objects.filter(pk=member.pk).update(ended_at=None)
    Specialist.objects.filter(member=member).update(is_active=True)


def _login(email: str, name: str) -> UUID:
    """The login of that address, made if there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.login_for_colleague(%s, %s)", [email, name])
        user_id: UUID = cursor.fetchone()[0]
    return user_id


def _seat(member: Member, name: str, title: str) -> None:
    """A specialist's place on the public page; the one they had before, if they were here."""
    about = {
        "organisation_id": member.organisation_id,
        "display_name": name,
        "title": title,
        "time_zone": Organisation.objects.get(pk=member.organisation_id).time_zone,
    }
    Specialist.objects.update_or_create(member=member, defaults={"is_active": True}, create_defaults=about)
