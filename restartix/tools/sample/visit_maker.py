"""A visit of the sample: when and with whom; then whose it is."""

from __future__ import annotations

from datetime import timedelta

from appointments.models import Appointment, Service, Status
from restartix.core.clinics.scope import link_hash
from restartix.tools.sample.agenda import Agenda, Span
from restartix.tools.sample.world import dice, known_id


def appoint(agenda: Agenda, service: Service, span: Span, status: Status, *, key: str) -> Appointment:
    """Into the agenda. `key` names it among its specialist's; whatever is random about it comes from that name."""
    clinic, specialist = agenda.clinic, agenda.specialist
    browser = known_id("browser", agenda.post.clinic, agenda.post.key, key)
    made = min(span[0], clinic.now) - timedelta(hours=dice(browser, "made").randrange(4, 120))
    visit = Appointment(
        organisation=clinic.organisation,
        specialist=specialist,
        service=service,
        started_at=span[0],
        ended_at=span[1],
        buffer_before=specialist.buffer_before,
        buffer_after=specialist.buffer_after,
        status=status,
        price=service.price,
        language=clinic.organisation.language,
        privacy_version=clinic.organisation.privacy_version,
        booking_client_id=browser,
        created_at=made,
        onboarded_at=None if status == Status.BOOKED else made + timedelta(hours=2),
    )
    visit.link_hash = link_hash(visit.link_token)
    if status == Status.CANCELLED:
        visit.cancelled_late, visit.sequence = False, 1
    agenda.take(span)
    clinic.visits.append(visit)
    return visit


def book_through(visit: Appointment, agenda: Agenda, calendar: str) -> None:
    """First consultations come through a calendar, at its price."""
    visit.calendar = agenda.clinic.calendars[calendar]
    if visit.calendar.price is not None:
        visit.price = visit.calendar.price
