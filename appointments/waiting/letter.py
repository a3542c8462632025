"""The letter that brings an offer. Like every letter it names no service and nobody."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from appointments.booking.summary import duration
from appointments.letters.writing import Facts, Words, spoken, written
from appointments.models import WaitingWish
from appointments.waiting.offering import offer_word
from restartix.clock import Clock
from restartix.effects.mail import send
from restartix.effects.models import NOT_NEEDED, Effect, Kind
from restartix.effects.registry import handles
from restartix.organisations.addresses import address_of
from restartix.organisations.scope import scope


@handles(Kind.MAIL, "waitlist-offer")
def send_offer(effect: Effect) -> str:
    """While the offer stands; not for one that was answered or is over, nor for an earlier one."""
    with scope(organisation_id=effect.organisation_id):
        wishes = WaitingWish.objects.select_related("organisation", "service", "offered_with")
        wish = wishes.get(pk=UUID(effect.subject.rpartition(":")[2]))
        if not wish.has_offer or effect.once != offer_word(wish):
            return NOT_NEEDED
    with spoken(wish.language):
        mail = written(offer_words(wish), to=wish.email, clinic=wish.organisation, facts=_facts(wish))
    return send(mail, effect=effect)


def offer_words(wish: WaitingWish) -> Words:
    clock = Clock(wish.zone)
    assert wish.offered_at
    assert wish.offered_until
    when = f"{clock.short(wish.offered_at)}, {clock.name}"
    until = f"{clock.short(wish.offered_until)}, {clock.name}"
    return Words(
        subject=_("A time has come free: %(when)s") % {"when": when},
        paragraphs=(
            _("You are on our waitlist, and a time has come free. We keep it for you until %(until)s.")
            % {"until": until},
            _("With the link below you take it or say no. After that it goes to the next person."),
        ),
        action=_("Take this time or say no"),
        url=address_of(wish.organisation, "waiting_offer", wish.pk, wish.link_token),
    )


def _facts(wish: WaitingWish) -> Facts:
    assert wish.offered_at
    assert wish.offered_with
    clock, clinic = Clock(wish.zone), Clock(wish.organisation.zone)
    also = clock.beside(clinic, wish.offered_at)
    return (
        (_("When"), clock.moment(wish.offered_at) + (f" ({also})" if also else "")),
        (_("With"), wish.offered_with.display_name),
        (_("Length"), duration(wish.service.duration)),
    )
