"""Who waits for a time: two for hours at which nobody works, and one for whom a time is kept just now."""

from __future__ import annotations

from datetime import datetime, timedelta

from appointments.models import Hold, PartOfDay, Service, Specialist, Waiting, WaitlistEntry
from appointments.models.waitlist import entry_token
from restartix.core.clinics.scope import link_hash
from restartix.tools.sample.people import phone
from restartix.tools.sample.world import Clinic, World, known_id

ASKED = (
    ("Oana Ciobanu", "speech", "clara", PartOfDay.EVENING, 8, 52),
    ("Radu Neagu", "physiotherapy", "andrei", PartOfDay.MORNING, 8, 20),
)
"""Name, service, with whom, when, for how many days, and how many hours ago they asked."""

FOR = timedelta(hours=4)


def wait(world: World) -> None:
    clinic = world.clinics["aurora"]
    for place, (name, service, who, part, days, hours) in enumerate(ASKED):
        entry = _entry(clinic, clinic.services[service], name, place)
        entry.specialist, entry.part_of_day = clinic.specialists[who], part
        entry.latest = clinic.today + timedelta(days=days)
        entry.waiting_since = entry.created_at = world.now - timedelta(hours=hours)
    entry = _entry(clinic, clinic.services["first-visit"], "Silvia Grosu", len(ASKED))
    _keep(world, clinic, entry, clinic.specialists["ioana"])
    WaitlistEntry.objects.bulk_create(clinic.waitlist_entries)


def _entry(clinic: Clinic, service: Service, name: str, place: int) -> WaitlistEntry:
    nonce = known_id("wish", name).hex
    entry = WaitlistEntry(
        id=known_id("wish", str(place)),
        organisation=clinic.organisation,
        service=service,
        earliest=clinic.today,
        latest=clinic.today + timedelta(days=service.horizon),
        name=name,
        email=f"{name.split()[0].lower()}@visitors.example",
        phone=phone(700 + place),
        time_zone=clinic.organisation.time_zone,
        privacy_version=clinic.organisation.privacy_version,
        link_nonce=nonce,
        link_hash=link_hash(entry_token(nonce)),
    )
    clinic.waitlist_entries.append(entry)
    return entry


def _keep(world: World, clinic: Clinic, entry: WaitlistEntry, specialist: Specialist) -> None:
    """A free time of this specialist's is theirs for a while."""
    length = timedelta(minutes=entry.service.duration)
    entry.offered_at = start = _free_morning(clinic, specialist)
    entry.state, entry.offered_with, entry.offered_until = Waiting.OFFERED, specialist, world.now + FOR
    Hold.objects.create(
        organisation=clinic.organisation,
        specialist=specialist,
        client_id=entry.pk,
        started_at=start,
        ended_at=start + length,
        buffer_before=specialist.buffer_before,
        buffer_after=specialist.buffer_after,
        expires_at=entry.offered_until,
    )


def _free_morning(clinic: Clinic, specialist: Specialist) -> datetime:
    """Nine o'clock of the first ordinary weekday, ten days from now or later, on which they see nobody before noon."""
    busy = {
        visit.started_at.astimezone(specialist.zone).date()
        for visit in clinic.visits
        if visit.specialist == specialist and visit.started_at.astimezone(specialist.zone).hour < 12
    } | clinic.special_days["ioana"]
    days = (clinic.today + timedelta(days=ahead) for ahead in range(10, 60))
    return clinic.at(next(day for day in days if day.weekday() < 5 and day not in busy), 9)
