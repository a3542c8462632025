"""How a letter about a visit is put together: the same sheet for all, in the reader's language and on their clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import translation

from appointments.booking.summary import own_zone, visit_words
from appointments.ics import entry
from appointments.models import Appointment
from restartix.effects.mail import Attachment, Letter
from restartix.effects.models import Effect
from restartix.organisations.addresses import address_of
from restartix.organisations.scope import scope


@dataclass(frozen=True)
class Words:
    """What is particular to one letter. The subject says when or nothing; never who or why."""

    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    action: str = ""
    url: str = ""


@contextmanager
def visit_of(effect: Effect) -> Iterator[Appointment]:
    """The visit a mail is about, with all that letters show, read inside the clinic's scope."""
    names = ("patient_person__user", "specialist__member__user", "service", "calendar", "organisation")
    with scope(organisation_id=effect.organisation_id):
        assert effect.appointment_id is not None
        yield Appointment.objects.select_related(*names).get(pk=effect.appointment_id)


def to_patient(visit: Appointment, words: Words, *, with_entry: bool = False) -> Letter | None:
    """To the address the booking gave, else the person's login; None when there is neither."""
    person = visit.patient_person
    to = visit.contact_email or (person.user.email if person.user else "")
    files = (Attachment("visit.ics", entry(visit), "text/calendar"),) if with_entry else ()
    return _letter(visit, to, words, own_zone(visit), files) if to else None


def to_specialist(visit: Appointment, words: Words) -> Letter:
    return _letter(visit, visit.specialist.member.user.email, words, visit.specialist.zone, ())


def private_link(visit: Appointment) -> str:
    return address_of(visit.organisation, "visit_link", visit.pk, visit.link_token)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    with translation.override(language or "en"):
        yield


def _letter(
    visit: Appointment, to: str, words: Words, zone: ZoneInfo, files: tuple[Attachment, ...]
) -> Letter:
    context = {"words": words, "visit": visit, "clinic": visit.organisation, **visit_words(visit, zone)}
    return Letter(
        to=to,
        subject=words.subject,
        text=render_to_string("appointments/letters/letter.txt", context),
        html=render_to_string("appointments/letters/letter.html", context),
        reply_to=visit.organisation.email,
        files=files,
    )
