"""The diary: what is written by hand, what is going on now, and the rest at random where it is in nobody's way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import cycle

from appointments.models import Appointment, Status
from restartix.tools.sample import live, newcomers
from restartix.tools.sample.agenda import WEEK, Agenda
from restartix.tools.sample.people import assign_patient
from restartix.tools.sample.plan import enrol
from restartix.tools.sample.script import SCRIPT, ScriptedVisit
from restartix.tools.sample.staff import POSTS
from restartix.tools.sample.visit_maker import appoint, book_through
from restartix.tools.sample.world import World, dice

DONE, CANCELLED, NOSHOW = Status.DONE, Status.CANCELLED, Status.NOSHOW
ENDINGS = (DONE, DONE, CANCELLED, DONE, NOSHOW, DONE, DONE, DONE, CANCELLED, DONE, DONE)
PROSPECTS = (Status.BOOKED, *(Status.UPCOMING, Status.CONFIRMED) * 2) * 2 + (CANCELLED,)
KNOWN_BEST = 5
"""The people with a login come up often, so that they find something when they sign in."""
AROUND_NOW = timedelta(hours=3)


def fill(world: World) -> None:
    """All of it in one insert for each clinic, claims by the database's own triggers."""
    agendas = {(post.clinic, post.key): Agenda(world.clinics[post.clinic], post) for post in POSTS}
    for slug in world.clinics:
        for entry in SCRIPT[slug]:
            if world.size.has_alike or not entry.alike:
                _write_down(world, agendas[slug, entry.specialist], entry)
    live.open_session(world, [agenda for agenda in agendas.values() if agenda.post.clinic == "aurora"])
    for agenda in agendas.values():
        _fill_at_random(world, agenda)
    for clinic in world.clinics.values():
        clinic.visits.sort(key=lambda visit: visit.started_at)
    enrol(world)
    for clinic in world.clinics.values():
        Appointment.objects.bulk_create(clinic.visits)


def _write_down(world: World, agenda: Agenda, entry: ScriptedVisit) -> None:
    service = agenda.clinic.services[entry.service]
    span = agenda.span(_day_of(agenda, entry), entry.at, service)
    key = f"written/{entry.week}/{entry.weekday}/{entry.at:%H:%M}"
    visit = appoint(agenda, service, span, entry.status, key=key)
    world.entries[visit.booking_client_id] = entry
    if entry.calendar:
        book_through(visit, agenda, entry.calendar)
    if entry.status == Status.BOOKED:
        newcomers.book(agenda.clinic, visit, entry.patient, entry.alike)
    else:
        assign_patient(visit, agenda.clinic.person_named(entry.patient))
    if entry.status == CANCELLED:
        visit.cancelled_late = entry.late


def _day_of(agenda: Agenda, entry: ScriptedVisit) -> date:
    """The entry's weekday of its week; when nobody works then, a week further from today, and so on."""
    away = WEEK if entry.week > 0 else -WEEK
    day = agenda.clinic.monday + entry.week * WEEK + timedelta(days=entry.weekday)
    while not agenda.works_on(day):
        day += away
    return day


def _fill_at_random(world: World, agenda: Agenda) -> None:
    """So many visits, by dice of this specialist's own: what others have, and when it is, changes nothing here."""
    own = dice(agenda.post.clinic, agenda.post.key)
    left = world.size.visits_each if agenda.post.clinic == "aurora" else world.size.visits_each // 3
    endings, prospects = cycle(ENDINGS), cycle(PROSPECTS)
    for days, at in _openings(world, agenda, own):
        service = own.choice(agenda.services)
        span = agenda.span(agenda.clinic.monday + timedelta(days=days), at, service)
        is_now = abs(span[0] - world.now) < AROUND_NOW
        if left == 0 or is_now or not agenda.is_open(span) or not agenda.is_free(span):
            continue
        left -= 1
        status = next(prospects if span[0] >= world.now else endings)
        _draw(world, agenda, appoint(agenda, service, span, status, key=f"{days}/{at:%H:%M}"))


def _draw(world: World, agenda: Agenda, visit: Appointment) -> None:
    """Whose it is and how it was booked, by dice of the visit's own."""
    clinic, own = agenda.clinic, dice(visit.booking_client_id)
    promoted, often, late = own.random() < 0.5, own.random() < 0.3, own.random() < 0.3
    patient = own.choice(clinic.persons[: KNOWN_BEST if often else None])
    if visit.service == clinic.services.get("first-visit"):
        is_promoted = promoted and agenda.post.key == "ioana"
        book_through(visit, agenda, "promotion" if is_promoted else "everyday")
    if visit.status == Status.BOOKED:
        is_alike = world.size.has_alike and own.random() < 0.5
        newcomers.book(clinic, visit, patient.name if is_alike else own.choice(newcomers.STRANGERS), is_alike)
    else:
        assign_patient(visit, patient)
    if visit.status == CANCELLED:
        visit.cancelled_late = late


def _openings(world: World, agenda: Agenda, own: random.Random) -> Iterator[tuple[int, time]]:
    """Each half hour of this specialist's weeks, shuffled: days from this week's Monday, and the time."""
    found = [
        (week * 7 + day, time(half // 2, half % 2 * 30))
        for week in range(-world.size.weeks_back, world.size.weeks_ahead)
        for day in agenda.post.days
        for opens, closes in agenda.post.stretches
        for half in range(opens * 2, closes * 2)
    ]
    own.shuffle(found)
    return iter(found)
