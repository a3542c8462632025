"""Whom an admin has named to sign in for a person; the worker finds or makes the login and tells them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from patients.models import Guardianship, LoginInvitation, PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.addresses import address_of
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import scope
from restartix.core.effects.mail import send
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import handles
from restartix.core.identity.clerk import Clerk
from restartix.core.identity.letters import LetterText, compose_letter
from restartix.core.identity.mailed_link import keep_login
from restartix.core.identity.models import User
from restartix.core.limits.targets import may_send
from restartix.messages.guardian_messages import tell_of_guardian


def invite(person: PatientPerson, *, by: Actor, email: str, **about: Any) -> LoginInvitation:
    """Name who signs in for a person: with rights somebody who cares for them, without any the person themself."""
    with transaction.atomic():
        invitation = LoginInvitation.objects.create(
            organisation_id=by.here, person=person, email=email, invited_by_id=by.me, **about
        )
        Effect.require(
            Kind.ACCOUNT,
            code="invitation",
            subject=f"account:invitation:{invitation.pk}",
            organisation_id=invitation.organisation_id,
        )
    return invitation


@handles(Kind.ACCOUNT, "invitation")
def keep_invitation(effect: Effect) -> str:
    """The address can sign in, as what the admin said. A login that the person has stays theirs."""
    with scope(organisation_id=effect.organisation_id):
        invitation = LoginInvitation.objects.get(pk=UUID(effect.subject.rpartition(":")[2]))
        if invitation.done_at:
            return "done already"
        user_id = keep_login(email=invitation.email)
    clerk_id = ""
    if settings.CLERK_SECRET_KEY:
        clerk = Clerk.from_settings()
        clerk_id = clerk.find_or_create_user(external_id=str(user_id), email=invitation.email)
    with scope(organisation_id=effect.organisation_id):
        keep_login(email=invitation.email, clerk_user_id=clerk_id)
        _carry_out(invitation, user_id)
    return str(user_id)


def _is_let_in(effect: Effect) -> bool:
    """Unless the right that the pages were opened for has ended meanwhile."""
    invitation = LoginInvitation.objects.get(pk=UUID(effect.subject.rpartition(":")[2]))
    if invitation.is_for_themself:
        return PatientPerson.objects.filter(pk=invitation.person_id, user=effect.user_id).exists()
    held = Guardianship.objects.in_force()
    return held.filter(person_id=invitation.person_id, user=effect.user_id).exists()


@handles(Kind.MAIL, "portal", while_of_use=_is_let_in)
def mail_portal(effect: Effect) -> str:
    """Tell somebody that the clinic's pages for patients are open to them. Names nobody."""
    with scope(organisation_id=effect.organisation_id):
        user = User.objects.get(effect=effect.pk)
        clinic = Organisation.objects.get(pk=effect.organisation_id)
    with translation.override(user.language or clinic.language):
        letter = compose_letter(portal_words(clinic), to=user, clinic=clinic)
    return send(letter, effect=effect)


def portal_words(clinic: Organisation) -> LetterText:
    return LetterText(
        subject=_("You can sign in at %(clinic)s") % {"clinic": clinic.name},
        opening=_("%(clinic)s has given you access to its pages for patients.") % {"clinic": clinic.name},
        action=_("Open the sign-in page"),
        url=address_of(clinic, "sign_in"),
        closing=_("Sign in with this e-mail address; there is no password to choose here."),
    )


def _carry_out(invitation: LoginInvitation, user_id: UUID) -> None:
    if invitation.is_for_themself:
        PatientPerson.objects.filter(pk=invitation.person_id, user=None).update(user_id=user_id)
    else:
        _guardianship(invitation, user_id)
    LoginInvitation.objects.filter(pk=invitation.pk).update(done_at=timezone.now())
    clinic = invitation.organisation_id
    if not may_send("link", organisation_id=clinic, email=invitation.email):
        return
    Effect.require(
        Kind.MAIL,
        code="portal",
        subject=f"mail:portal:{invitation.pk}",
        organisation_id=clinic,
        user_id=user_id,
    )


def _guardianship(invitation: LoginInvitation, user_id: UUID) -> None:
    made, is_new = Guardianship.objects.get_or_create(
        pk=invitation.pk,
        defaults={
            "organisation_id": invitation.organisation_id,
            "person_id": invitation.person_id,
            "user_id": user_id,
            "guardian_name": invitation.guardian_name,
            "relationship": invitation.relationship,
            "rights": invitation.rights,
            "valid_until": invitation.valid_until,
            "identity_check": invitation.identity_check,
            "granted_by_id": invitation.invited_by_id,
        },
    )
    if is_new:
        tell_of_guardian(made)
