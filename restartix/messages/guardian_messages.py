"""E-mails to a person's own login and to whoever acts for them already, when somebody new gets access to their
record."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from appointments.models import Appointment, Status
from patients.models import Guardianship, PatientPerson
from restartix.core.clinics.addresses import address_of
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import scope
from restartix.core.effects.mail import send
from restartix.core.effects.models import NOT_NEEDED, Effect, Kind
from restartix.core.effects.registry import handles
from restartix.core.identity.letters import LetterText, compose_letter
from restartix.core.identity.models import User


def tell_of_guardian(new: Guardianship) -> None:
    """Somebody new may act for a person whom the clinic knew before."""
    _tell("new-guardian", new.organisation_id, new.person, about=new.pk, but=new.user_id)


def tell_of_booking(visit_id: int, organisation_id: int, person: PatientPerson) -> None:
    """Somebody whom the record doesn't know has booked in the person's own name."""
    _tell("booked-for-you", organisation_id, person, about=visit_id)


def _tell(
    code: str, organisation_id: int, person: PatientPerson, *, about: UUID | int, but: UUID | None = None
) -> None:
    guardians = Guardianship.objects.in_force().filter(person=person, organisation_id=organisation_id)
    told = {person.user_id, *guardians.values_list("user_id", flat=True)} - {but}
    for user_id in filter(None, told):
        Effect.require_once(
            f"{code}:{about}:{user_id}",
            Kind.MAIL,
            code=code,
            subject=f"mail:{code}:{user_id.hex[:8]}:{about}",
            organisation_id=organisation_id,
            user_id=user_id,
        )


def _is_in_force(effect: Effect) -> bool:
    return Guardianship.objects.in_force().filter(pk=UUID(_about(effect))).exists()


def _is_ahead(effect: Effect) -> bool:
    ahead = Appointment.objects.not_removed().filter(pk=int(_about(effect)), ended_at__gt=timezone.now())
    return ahead.exclude(status=Status.CANCELLED).exists()


def _about(effect: Effect) -> str:
    return effect.subject.rpartition(":")[2]


@handles(Kind.MAIL, "new-guardian", while_of_use=_is_in_force)
def mail_new_guardian(effect: Effect) -> str:
    return _send(effect, guardian_words)


@handles(Kind.MAIL, "booked-for-you", while_of_use=_is_ahead)
def mail_booked_for_you(effect: Effect) -> str:
    return _send(effect, booking_words)


def guardian_words(clinic: Organisation) -> LetterText:
    return LetterText(
        subject=_("A new person may book at %(clinic)s") % {"clinic": clinic.name},
        opening=_(
            "%(clinic)s has allowed somebody new to book, move and cancel visits for you, or for a "
            "person you care for. They see when the visits are, but no forms or results."
        )
        % {"clinic": clinic.name},
        action=_("See who acts for whom"),
        url=address_of(clinic, "my_family"),
        closing=_("If this is not right, end it there or call the clinic."),
    )


def booking_words(clinic: Organisation) -> LetterText:
    return LetterText(
        subject=_("A visit was booked at %(clinic)s") % {"clinic": clinic.name},
        opening=_(
            "Somebody has booked a visit at %(clinic)s in your name, or in the name of a person you "
            "care for, with an address the clinic did not know. Until they confirm who they are, they"
            " see only that visit."
        )
        % {"clinic": clinic.name},
        action=_("See your visits"),
        url=address_of(clinic, "my_visits"),
        closing=_("If it was you, there is nothing to do. If not, please call the clinic."),
    )


def _send(effect: Effect, words: Callable[[Organisation], LetterText]) -> str:
    with scope(organisation_id=effect.organisation_id):
        user = User.objects.filter(effect=effect.pk, is_active=True).first()
        clinic = Organisation.objects.get(pk=effect.organisation_id)
    if user is None:
        return NOT_NEEDED
    with translation.override(user.language or clinic.language):
        message = compose_letter(words(clinic), to=user, clinic=clinic)
    return send(message, effect=effect)
