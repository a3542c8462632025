"""How an e-mail is composed: one template for all, in the reader's language and on their clock.

An e-mail may be read over somebody's shoulder or land in the wrong box: it names no service and says nothing of health,
and names the patient only to whoever cares for them, never in its subject. What the visit is about stands behind its
link."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from appointments.models import Appointment
from restartix.core.clinics.addresses import address_of
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import scope
from restartix.core.clock import Clock, duration
from restartix.core.effects.mail import Attachment, Letter
from restartix.core.effects.models import Effect
from restartix.core.identity.models import User
from restartix.messages.calendar_entry import entry

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MailContent:
    """What is specific to one e-mail. The subject says when or nothing; never who or why."""

    subject: str
    paragraphs: tuple[str, ...]
    action: str = ""
    url: str = ""
    more: Facts = ()
    """Further addresses, each under what it is for."""


@contextmanager
def visit_of(effect: Effect) -> Iterator[Appointment]:
    """The visit an e-mail is about, with all that e-mails show, read inside the clinic's scope."""
    names = ("patient_person__user", "booked_as", "specialist__member__user", "service", "organisation")
    with scope(organisation_id=effect.organisation_id):
        assert effect.appointment_id is not None
        yield Appointment.objects.select_related(*names).get(pk=effect.appointment_id)


def to_patient(
    visit: Appointment, words: MailContent, *, to: str, names: str = "", with_entry: bool = False
) -> Letter:
    """To whom it concerns (restartix/messages/recipients.py); `names` is the family member it is about."""
    files = (Attachment("visit.ics", entry(visit, invites=to), _calendar_type(visit)),) if with_entry else ()
    about = ((_("For"), names),) if names else ()
    facts = (*_facts(visit, visit.visitor_zone), *about)
    return compose_mail(words, to=to, clinic=visit.organisation, facts=facts, files=files)


def to_staff(visit: Appointment, words: MailContent, *, reader: User, zone: ZoneInfo) -> Letter:
    return compose_mail(words, to=reader.email, clinic=visit.organisation, facts=_facts(visit, zone))


def compose_mail(
    words: MailContent,
    *,
    to: str,
    clinic: Organisation,
    facts: Facts = (),
    files: tuple[Attachment, ...] = (),
) -> Letter:
    """Any e-mail of a clinic's, in the active language."""
    context = {"words": words, "clinic": clinic, "facts": facts}
    return Letter(
        to=to,
        subject=words.subject,
        text=render_to_string("appointments/letters/letter.txt", context),
        html=render_to_string("appointments/letters/letter.html", context),
        reply_to=clinic.email,
        files=files,
        sender_name=clinic.name,
    )


def private_link(visit: Appointment) -> str:
    """The visit's link; for a reader who doesn't hold it, the visit's page, which asks them to sign in."""
    if not visit.is_read_by_link:
        return address_of(visit.organisation, "visit", visit.pk)
    return address_of(visit.organisation, "visit_link", visit.pk, visit.link_token)


def when(visit: Appointment, zone: ZoneInfo | None = None) -> str:
    """Tue 24 Nov, 10:30, Bucharest time"""
    clock = Clock(zone or visit.visitor_zone)
    return f"{clock.short(visit.started_at)}, {clock.name}"


def _facts(visit: Appointment, zone: ZoneInfo) -> Facts:
    clock, clinic = Clock(zone), Clock(visit.organisation.zone)
    at = visit.started_at
    also = clock.beside(clinic, at)
    minutes = round((visit.ended_at - at).total_seconds() / 60)
    return (
        (_("When"), clock.moment(at) + (f" ({also})" if also else "")),
        (_("With"), visit.specialist.display_name),
        (_("Length"), duration(minutes)),
    )


def _calendar_type(visit: Appointment) -> str:
    """Calendars take an entry for an update only when its e-mail says so too (RFC 6047)."""
    return f"text/calendar; method={'CANCEL' if visit.status == 'cancelled' else 'REQUEST'}"
