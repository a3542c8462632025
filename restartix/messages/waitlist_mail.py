"""E-mails to people on the waitlist: that they are on the list, and an offer. Like every e-mail, they name no service
and nobody."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from appointments.models import PartOfDay, WaitlistEntry
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
    entry = _entry_of(effect)
    return entry.state in ON_THE_LIST and not entry.is_over


@handles(Kind.MAIL, "waitlist", while_of_use=_is_on_the_list)
def send_received(effect: Effect) -> str:
    entry = _entry_of(effect)
    with in_language(entry.language, entry.organisation):
        facts = _wanted(entry)
        mail = compose_mail(receipt_words(entry), to=entry.email, clinic=entry.organisation, facts=facts)
    return send(mail, effect=effect)


def _offer_stands(effect: Effect) -> bool:
    """Not for an offer that was answered or is over, nor for an earlier one."""
    entry = _entry_of(effect)
    return entry.has_offer and effect.once == entry.offer_key


@handles(Kind.MAIL, "waitlist-offer", while_of_use=_offer_stands)
def send_offer(effect: Effect) -> str:
    entry = _entry_of(effect)
    with in_language(entry.language, entry.organisation):
        mail = compose_mail(
            offer_words(entry), to=entry.email, clinic=entry.organisation, facts=_offered(entry)
        )
    return send(mail, effect=effect)


def receipt_words(entry: WaitlistEntry) -> MailContent:
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
        url=_link(entry),
    )


def offer_words(entry: WaitlistEntry) -> MailContent:
    clock = Clock(entry.zone)
    assert entry.offered_at
    assert entry.offered_until
    when = f"{clock.short(entry.offered_at)}, {clock.name}"
    until = f"{clock.short(entry.offered_until)}, {clock.name}"
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
        url=_link(entry),
    )


def _wanted(entry: WaitlistEntry) -> Facts:
    clock = Clock(entry.zone)
    part = str(PartOfDay(entry.part_of_day).label)
    facts = (
        (_("Days"), date_range(entry.earliest, entry.latest)),
        (_("Time of day"), f"{part}, {clock.name}"),
    )
    return (*facts, (_("With"), entry.specialist.display_name)) if entry.specialist else facts


def _offered(entry: WaitlistEntry) -> Facts:
    assert entry.offered_at
    assert entry.offered_with
    clock, clinic = Clock(entry.zone), Clock(entry.organisation.zone)
    also = clock.beside(clinic, entry.offered_at)
    return (
        (_("When"), clock.moment(entry.offered_at) + (f" ({also})" if also else "")),
        (_("With"), entry.offered_with.display_name),
        (_("Length"), duration(entry.service.duration)),
    )


def _link(entry: WaitlistEntry) -> str:
    return address_of(entry.organisation, "waiting_offer", entry.pk, entry.link_token)


def _entry_of(effect: Effect) -> WaitlistEntry:
    """The entry that the e-mail is about, read inside the clinic's scope."""
    names = ("organisation", "service", "specialist", "offered_with")
    with scope(organisation_id=effect.organisation_id):
        return WaitlistEntry.objects.select_related(*names).get(pk=UUID(effect.subject.rpartition(":")[2]))
