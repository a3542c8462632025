"""Who an e-mail about a visit goes to: whoever holds its link, while they may do what the e-mail asks for."""

from __future__ import annotations

from dataclasses import dataclass

from appointments.link_standing import Standing, link_standing
from appointments.models import Appointment
from patients.models import Guardianship, LoginOf

ANY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Recipient:
    """An address, and whether its owner holds the private link; else they sign in to see the visit."""

    email: str
    by_link: bool


def recipient_of(
    visit: Appointment, *, needs: frozenset[str] = ANY, standing: Standing | None = None
) -> Recipient | None:
    """The visit's contact; where they may not (any more), the person's own login, then a guardian who may.

    `needs` names rights of which one is enough; without it any right is, since each shows when the visits are.
    `standing` is the mailed link's, where it is known already; asking for it is the worker's.
    """
    standing = standing or link_standing(visit)
    contact = visit.contact_email or _own_login(visit)
    if contact and (standing.rights & needs if needs else standing.rights):
        return Recipient(contact, by_link=True)
    if email := _own_login(visit) or _guardian(visit, needs):
        return Recipient(email, by_link=False)
    return Recipient(contact, by_link=True) if contact and _may_prove(standing) else None


def family_member(visit: Appointment, reader: Recipient) -> str:
    """Whom the e-mail is about when that is not its reader: whoever has several people in their care reads of whom.

    By the private link the name is the one that was typed with it, since its holder may know no other.
    """
    if reader.by_link:
        is_for_somebody = bool(visit.booked_by) or visit.login_of == LoginOf.GUARDIAN
        return visit.booked_as.name if is_for_somebody else ""
    return "" if reader.email == _own_login(visit) else visit.patient_person.name


def _may_prove(standing: Standing) -> bool:
    """Whoever has only to prove who they are is asked for it by the page that the e-mail leads to."""
    return bool(standing.rights) and standing.may_prove


def _own_login(visit: Appointment) -> str:
    user = visit.patient_person.user
    return user.email if user and user.is_active else ""


def _guardian(visit: Appointment, needs: frozenset[str]) -> str:
    acting = Guardianship.objects.in_force().filter(
        organisation_id=visit.organisation_id, person_id=visit.patient_person_id, user__is_active=True
    )
    if needs:
        acting = acting.filter(rights__overlap=sorted(needs))
    return acting.order_by("valid_from").values_list("user__email", flat=True).first() or ""
