"""What goes on at this very moment: one visit under way, and one whose session may be opened already."""

from __future__ import annotations

from datetime import timedelta

from appointments.models import Service, Status
from restartix.tools.sample.agenda import Agenda, Span
from restartix.tools.sample.people import assign_patient
from restartix.tools.sample.script import ELENA, MIHAI
from restartix.tools.sample.visit_maker import appoint
from restartix.tools.sample.world import World

STEP = timedelta(minutes=5)


def open_session(world: World, agendas: list[Agenda]) -> None:
    """At whoever works now; while the clinic is closed, the next visit is the first thing when it opens again."""
    for agenda in agendas:
        service = _shortest(agenda)
        running, soon = _from_now_on(world, agenda, service)
        if world.size.is_always_open or (agenda.is_open(running) and agenda.is_open(soon)):
            _appoint(agenda, service, running, Status.INPROGRESS, MIHAI, "running")
            _appoint(agenda, service, soon, Status.UPCOMING, ELENA, "soon")
            return
    first = min(agendas, key=lambda agenda: _next_opening(world, agenda))
    _appoint(first, _shortest(first), _next_opening(world, first), Status.UPCOMING, ELENA, "soon")


def _shortest(agenda: Agenda) -> Service:
    return min(agenda.services, key=lambda service: service.duration)


def _from_now_on(world: World, agenda: Agenda, service: Service) -> tuple[Span, Span]:
    length = timedelta(minutes=service.duration)
    since = world.now - timedelta(minutes=world.size.running_for)
    again = (
        since + length + timedelta(minutes=agenda.specialist.buffer_after + agenda.specialist.buffer_before)
    )
    return (since, since + length), (again, again + length)


def _next_opening(world: World, agenda: Agenda) -> Span:
    length = timedelta(minutes=_shortest(agenda).duration)
    start = world.now + STEP
    while not (agenda.is_open((start, start + length)) and agenda.is_free((start, start + length))):
        start += STEP
    return start, start + length


def _appoint(agenda: Agenda, service: Service, span: Span, status: Status, name: str, key: str) -> None:
    assign_patient(appoint(agenda, service, span, status, key=key), agenda.clinic.person_named(name))
