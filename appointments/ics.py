"""A visit as an entry for somebody's own calendar: one entry for its whole life, updated and cancelled by its UID."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from appointments.models import Appointment, Status
from restartix.organisations.addresses import address_of


def entry(visit: Appointment, *, at: datetime | None = None) -> bytes:
    """The .ics of the visit as it stands. Calendars are shared, so it names nobody and says nothing of health."""
    is_off = visit.status == Status.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//RestartiX//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    event = Event()
    event.add("uid", uid(visit))
    event.add("sequence", visit.sequence)
    event.add("dtstamp", (at or timezone.now()).astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", visit.started_at.astimezone(UTC))
    event.add("dtend", visit.ended_at.astimezone(UTC))
    event.add("summary", _("Visit: %(clinic)s") % {"clinic": visit.organisation.name})
    event.add("description", _("Your private link to this visit is in our e-mail."))
    event.add("url", address_of(visit.organisation, "clinic"))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if visit.organisation.email:
        event["organizer"] = vCalAddress(f"mailto:{visit.organisation.email}")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid(visit: Appointment) -> str:
    """The same through every move and cancellation of this visit, and different from any other clinic's."""
    return f"visit-{visit.organisation_id}-{visit.pk}@{urlsplit(settings.SITE_URL).hostname or 'restartix'}"
