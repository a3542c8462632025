"""Letters to who waits: that they are on the list, and the one that brings an offer. Like every letter they name no
service and nobody."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from appointments.models import PartOfDay, WaitingWish
from appointments.models.waiting_status import ON_THE_LIST
from restartix.core.clinics.addresses import address_of
from restartix.core.clinics.scope import scope
from restartix.core.clock import Clock, date_range, duration
from restartix.core.effects.mail import send
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import handles
from restartix.core.region import in_language
from restartix.messages.compose import Facts, MailContent, compose_mail


def _is_on_the_list(effect: Effect) -> bool:
    """Not once they have left the list again, or the days they waited for are over."""
    wish = _wish_of(effect)
    return wish.state in ON_THE_LIST and not wish.is_over


@handles(Kind.MAIL, "waitlist", while_of_use=_is_on_the_list)
def send_received(effect: Effect) -> str:
    wish = _wish_of(effect)
    with in_language(wish.language, wish.organisation):
        facts = _wanted(wish)
        mail = compose_mail(receipt_words(wish), to=wish.email, clinic=wish.organisation, facts=facts)
    return send(mail, effect=effect)


def _offer_stands(effect: Effect) -> bool:
    """Not for an offer that was answered or is over, nor for an earlier one."""
    wish = _wish_of(effect)
    return wish.has_offer and effect.once == wish.offer_key


@handles(Kind.MAIL, "waitlist-offer", while_of_use=_offer_stands)
def send_offer(effect: Effect) -> str:
    wish = _wish_of(effect)
    with in_language(wish.language, wish.organisation):
        mail = compose_mail(offer_words(wish), to=wish.email, clinic=wish.organisation, facts=_offered(wish))
    return send(mail, effect=effect)


def receipt_words(wish: WaitingWish) -> MailContent:
    return MailContent(
        subject=_("You are on the waitlist"),
        paragraphs=(
            _(
                "We will e-mail you as soon as a time that suits you becomes free, and hold it for you "
                "for a while."
            ),
            _(
                "With your private link you can see what you are waiting for, or leave the list. Please "
                "don’t share this e-mail."
            ),
        ),
        action=_("See what you are waiting for"),
        url=_link(wish),
    )


def offer_words(wish: WaitingWish) -> MailContent:
    clock = Clock(wish.zone)
    assert wish.offered_at
    assert wish.offered_until
    when = f"{clock.short(wish.offered_at)}, {clock.name}"
    until = f"{clock.short(wish.offered_until)}, {clock.name}"
    return MailContent(
        subject=_("A time has become free: %(when)s") % {"when": when},
        paragraphs=(
            _("You are on our waitlist, and a time has become free. We will hold it for you until %(until)s.")
            % {"until": until},
            _(
                "Use the link below to accept or decline it. After that it goes to the next person, and "
                "the same link puts you back on the list."
            ),
        ),
        action=_("Accept or decline this time"),
        url=_link(wish),
    )


def _wanted(wish: WaitingWish) -> Facts:
    clock = Clock(wish.zone)
    part = str(PartOfDay(wish.part_of_day).label)
    facts = ((_("Days"), date_range(wish.earliest, wish.latest)), (_("Time of day"), f"{part}, {clock.name}"))
    return (*facts, (_("With"), wish.specialist.display_name)) if wish.specialist else facts


def _offered(wish: WaitingWish) -> Facts:
    assert wish.offered_at
    assert wish.offered_with
    clock, clinic = Clock(wish.zone), Clock(wish.organisation.zone)
    also = clock.beside(clinic, wish.offered_at)
    return (
        (_("When"), clock.moment(wish.offered_at) + (f" ({also})" if also else "")),
        (_("With"), wish.offered_with.display_name),
        (_("Length"), duration(wish.service.duration)),
    )


def _link(wish: WaitingWish) -> str:
    return address_of(wish.organisation, "waiting_offer", wish.pk, wish.link_token)


def _wish_of(effect: Effect) -> WaitingWish:
    """What the letter is about, read inside the clinic's scope."""
    names = ("organisation", "service", "specialist", "offered_with")
    with scope(organisation_id=effect.organisation_id):
        return WaitingWish.objects.select_related(*names).get(pk=UUID(effect.subject.rpartition(":")[2]))
