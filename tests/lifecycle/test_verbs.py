"""The design's table of the verbs on a visit's status, from every status, by everybody. All else is refused."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from appointments.models import Appointment, Status
from restartix.core.clinics.models import Event
from restartix.core.refusals import Refusal
from tests.cast import Seat
from tests.making import night

AHEAD, PAST = 30, -3
STAFF = {"assigned", "admin"}
ANY_SIDE = {"link", "guardian", *STAFF}
B, U, C, P = Status.BOOKED, Status.UPCOMING, Status.CONFIRMED, Status.INPROGRESS
D, X, N = Status.DONE, Status.CANCELLED, Status.NOSHOW
WHY = {"reason": "The patient called."}


@dataclass(frozen=True)
class Row:
    """One line of the table: when the visit is, where the verb leads from each status, and who may say it."""

    days: int
    leads: dict
    who: set
    told: str
    details: dict
    staff_alone_from: tuple = ()


TABLE = {
    "onboard": Row(AHEAD, {B: U}, STAFF, "onboarded", {}),
    "confirm": Row(AHEAD, {U: C}, ANY_SIDE, "confirmed", {}),
    "start": Row(PAST, {U: P, C: P}, STAFF, "started", {}),
    "complete": Row(PAST, {P: D}, STAFF, "completed", {}),
    "cancel": Row(AHEAD, {B: X, U: X, C: X, P: X}, ANY_SIDE, "cancelled", WHY, (P,)),
    "mark_noshow": Row(PAST, {B: N, U: N, C: N, P: N}, STAFF, "marked as no-show", {}),
    "reinstate": Row(AHEAD, {X: U, N: U}, STAFF, "reinstated", WHY),
    "correct": Row(PAST, {X: N, N: X}, STAFF, "corrected", WHY),
    "reschedule": Row(AHEAD, {B: B, U: U, C: U}, ANY_SIDE, "moved", WHY | {"started_at": night(31)}),
    "remove": Row(AHEAD, {X: X, N: N}, {"admin"}, "removed", WHY),
    "renew_link": Row(AHEAD, {one: one for one in Status}, {"guardian", *STAFF}, "link renewed", {}, (D,)),
}


@pytest.fixture
def seats(cast, visitor, patient, guardian, specialist, admin, other_admin):
    """Everybody, but for who holds the visit's link."""
    return {
        "visitor": visitor,
        "another patient": patient,
        "guardian": guardian,
        "colleague": cast.signed_in(cast.andrei.member.user),
        "assigned": specialist,
        "admin": admin,
        "another clinic's admin": other_admin,
    }


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("verb", TABLE)
def test_a_verb_leads_where_the_design_says_and_is_said_by_whom_it_says(
    db, make_visit, seats, admin, verb, status
):
    row, visit = TABLE[verb], make_visit(status, at=night(TABLE[verb].days))
    seats["link"] = Seat("aurora", link=visit.link_token)
    expected = row.who if status in row.leads else set()
    if status in row.staff_alone_from:
        expected = expected & STAFF

    outcomes = {who: tried_and_undone(seat, visit, verb, row, admin) for who, seat in seats.items()}

    done = {who for who, (came_of_it, _told) in outcomes.items() if came_of_it != "refused"}
    assert done == expected
    assert {outcomes[who][0] for who in done} <= {row.leads.get(status)}
    assert all(outcomes[who][1] == [row.told] for who in done)
    assert all(outcomes[who][1] == [] for who in set(outcomes) - done)


def tried_and_undone(seat, visit, verb, row, admin):
    """What came of it: the status as the admin sees it, or a refusal; and the events it left."""
    with transaction.atomic():
        came_of_it = said(seat, visit, verb, row)
        with admin.scope():
            if came_of_it == "done":
                came_of_it = Appointment.objects.get(pk=visit.pk).status
            told = list(Event.objects.filter(appointment=visit).values_list("verb", flat=True))
        transaction.set_rollback(True)
    return came_of_it, told


def said(seat, visit, verb, row):
    try:
        with seat.scope() as actor:
            own = Appointment.objects.filter(pk=visit.pk).first()
            if own is None:
                return "refused"
            getattr(own, verb)(by=actor, **row.details)
    except Refusal:
        return "refused"
    return "done"


@pytest.mark.parametrize("verb", ["cancel", "reinstate", "correct", "remove"])
def test_staff_say_why(db, make_visit, admin, verb):
    row = TABLE[verb]
    visit = make_visit(next(iter(row.leads)), at=night(row.days))

    with admin.scope() as ana, pytest.raises(Refusal):
        getattr(visit, verb)(by=ana, **row.details | {"reason": "  "})
