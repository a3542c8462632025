"""The two e-mails about signing in: the link somebody asked for, and an admin's invitation."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from restartix.core.clinics.addresses import address_of
from restartix.core.clinics.models import Member, Organisation
from restartix.core.clinics.scope import scope
from restartix.core.effects.mail import Letter, send
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import handles
from restartix.core.identity.clerk import Clerk
from restartix.core.identity.mailed_link import MINUTES, keep_login
from restartix.core.identity.models import SignInLink, User


@dataclass(frozen=True)
class LetterText:
    """What an e-mail about signing in says: a greeting line, one button, and what else there is to know."""

    subject: str
    opening: str
    action: str
    url: str
    closing: str


def _link_works(effect: Effect) -> bool:
    """Unless it is used or too old by now."""
    return SignInLink.objects.filter(effect=effect.pk, used_at=None, expires_at__gt=timezone.now()).exists()


@handles(Kind.MAIL, "sign-in", while_of_use=_link_works)
def mail_sign_in_link(effect: Effect) -> str:
    """The link that was asked for."""
    with scope(organisation_id=effect.organisation_id):
        link = SignInLink.objects.select_related("user", "organisation").get(effect=effect.pk)
    clinic = link.organisation
    with translation.override(link.user.language or clinic.language):
        letter = compose_letter(link_words(link), to=link.user, clinic=clinic)
    return send(letter, effect=effect)


def _is_to_join(effect: Effect) -> bool:
    """Unless they have joined in the meantime, or the invitation was withdrawn."""
    expected = Member.objects.filter(organisation_id=effect.organisation_id, joined_at=None, ended_at=None)
    return expected.filter(user=effect.user_id).exists()


@handles(Kind.MAIL, "invitation", while_of_use=_is_to_join)
def mail_invitation(effect: Effect) -> str:
    """Tell a new colleague where to sign in; with Clerk, their account is made first."""
    with scope(organisation_id=effect.organisation_id):
        user = User.objects.get(effect=effect.pk)
        clinic = Organisation.objects.get(pk=effect.organisation_id)
    if settings.CLERK_SECRET_KEY and not (user.clerk_user_id and user.is_active):
        clerk_id = Clerk.from_settings().find_or_create_user(external_id=str(user.pk), email=user.email)
        with scope(organisation_id=effect.organisation_id):
            keep_login(email=user.email, clerk_user_id=clerk_id)
    with translation.override(user.language or clinic.language):
        letter = compose_letter(invitation_words(clinic), to=user, clinic=clinic)
    return send(letter, effect=effect)


def link_words(link: SignInLink) -> LetterText:
    clinic = {"clinic": link.organisation.name}
    return LetterText(
        subject=_("Your sign-in link for %(clinic)s") % clinic,
        opening=_("Here is the link you asked for. It signs you in at %(clinic)s.") % clinic,
        action=_("Sign in"),
        url=address_of(link.organisation, "sign_in_link", link.token),
        closing=_("It works once, for %(minutes)s minutes. If you did not ask for it, ignore this e-mail.")
        % {"minutes": MINUTES},
    )


def invitation_words(clinic: Organisation) -> LetterText:
    return LetterText(
        subject=_("You are invited to %(clinic)s") % {"clinic": clinic.name},
        opening=_("You have been added to the team of %(clinic)s on RestartiX.") % {"clinic": clinic.name},
        action=_("Open the sign-in page"),
        url=address_of(clinic, "sign_in"),
        closing=_("Sign in with this e-mail address; there is no password to choose here."),
    )


def compose_letter(words: LetterText, *, to: User, clinic: Organisation) -> Letter:
    text = "\n\n".join([words.opening, f"{words.action}: {words.url}", words.closing, clinic.name])
    html = render_to_string("identity/letters/letter.html", {"words": words, "organisation": clinic})
    return Letter(
        to=to.email,
        subject=words.subject,
        text=text,
        html=html,
        reply_to=clinic.email,
        sender_name=clinic.name,
    )
