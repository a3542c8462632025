"""A visit as an entry for somebody's own calendar: one entry for its whole life, updated and cancelled by its UID."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from appointments.models import Appointment, Status
from restartix.core.clinics.addresses import address_of
from restartix.core.effects.mail import sender
from restartix.core.effects.mail_message import one_line


def entry(visit: Appointment, *, invites: str = "", at: datetime | None = None) -> bytes:
    """The .ics of the visit as it stands. Calendars are shared, so it names nobody and says nothing of health.

    Mailed, it invites its reader, and a later one moves or cancels what they have (RFC 5546); kept by hand, it is
    a plain entry.
    """
    is_off = visit.status == Status.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//RestartiX//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "REQUEST" if invites else "PUBLISH")
    calendar.add_component(_event(visit, invites, is_off, at or timezone.now()))
    return bytes(calendar.to_ical())


def _event(visit: Appointment, invites: str, is_off: bool, at: datetime) -> Event:
    event = Event()
    event.add("uid", uid(visit))
    event.add("sequence", visit.sequence)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", visit.started_at.astimezone(UTC))
    event.add("dtend", visit.ended_at.astimezone(UTC))
    event.add("summary", _("Visit: %(clinic)s") % {"clinic": one_line(visit.organisation.name)})
    event.add("description", _("Your private link to this visit is in our e-mail."))
    event.add("url", address_of(visit.organisation, "clinic"))
    event.add("status", "CANCELLED" if is_off else certainty(visit.status))
    event.add("organizer", _organizer(visit))
    if invites:
        told = {"PARTSTAT": "NEEDS-ACTION", "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE"}
        event.add("attendee", vCalAddress(f"mailto:{invites}"), parameters=told)
    return event


def certainty(status: str) -> str:
    """A booking that the clinic has not accepted may still come to nothing."""
    return "TENTATIVE" if status == Status.BOOKED else "CONFIRMED"


def _organizer(visit: Appointment) -> vCalAddress:
    """Who the e-mail is from: Outlook takes no update from anybody else."""
    organizer = vCalAddress(f"mailto:{sender()}")
    organizer.params["CN"] = one_line(visit.organisation.name)
    return organizer


def uid(visit: Appointment) -> str:
    """The same through every move and cancellation of this visit, and different from any other clinic's."""
    return f"visit-{visit.organisation_id}-{visit.pk}@{urlsplit(settings.SITE_URL).hostname or 'restartix'}"
