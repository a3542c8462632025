"""Whatever people do, in whatever order, two at a time: what must always hold still holds.

Hypothesis makes up rounds of two verbs by two people, said at the same moment on visits of one specialist.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appointments.models import Appointment, Status
from restartix.core.clinics.models import Event
from restartix.core.effects.models import Effect, Kind
from restartix.core.refusals import Refusal
from tests.cast import Seat
from tests.making import night

WHY = {"reason": "It had to be."}
TIMES = [night(40, hour) for hour in (1, 2, 3)]
AT_FIRST = [("booked", TIMES[0]), ("upcoming", night(-3))]
VERBS = [
    "onboard",
    "confirm",
    "start",
    "cancel",
    "mark_noshow",
    "reinstate",
    "correct",
    "reschedule",
    "renew_link",
]
ACTORS = ["admin", "specialist", "link", "guardian", "stranger"]
REASONED = {"cancel", "reinstate", "correct", "reschedule"}

acts = st.tuples(st.sampled_from(ACTORS), st.integers(0, 1), st.sampled_from(VERBS), st.sampled_from(TIMES))
rounds = st.lists(st.tuples(acts, acts), min_size=3, max_size=6)


@pytest.fixture
def stage(committed, cast, admin, specialist, guardian, make_visit):
    """Two visits of Luca's, one ahead and one whose time has come, and everybody who may want something of them."""
    visits = [make_visit(status, at=at) for status, at in AT_FIRST]
    owner = committed.connect("owner")
    owner.execute("SET app.system_context = 'on'")
    seats = {"admin": admin, "specialist": specialist, "guardian": guardian, "stranger": Seat("aurora")}
    with ThreadPoolExecutor(2) as threads:
        everything = committed.connect("superuser")
        yield Stage([visit.pk for visit in visits], seats, admin, everything, owner, threads)


class Stage:
    def __init__(self, visits, seats, admin, everything, owner, threads):
        self.visits, self.seats, self.admin = visits, seats, admin
        self.everything, self.owner, self.threads = everything, owner, threads

    def play(self, pair):
        """Both at the same moment; which of them were done."""
        start = Barrier(2)
        return [came for came in self.threads.map(lambda act: self._say(act, start), pair) if came]

    def _say(self, act, start):
        who, which, verb, at = act
        visit = self.visits[which]
        seat = self._by_link(visit) if who == "link" else self.seats[who]
        details = (WHY if verb in REASONED else {}) | ({"started_at": at} if verb == "reschedule" else {})
        try:
            start.wait(timeout=120)
            with seat.scope() as actor:
                own = Appointment.objects.filter(pk=visit).first()
                if own is None:
                    return None
                getattr(own, verb)(by=actor, **details)
        except Refusal:
            return None
        finally:
            connections.close_all()
        return visit, verb

    def _by_link(self, visit):
        asks = "SELECT link_nonce FROM appointments_appointment WHERE id = %s"
        nonce = self.everything.execute(asks, [visit]).fetchone()[0]
        return Seat("aurora", link=Appointment(link_nonce=nonce).link_token)

    def check(self, said):
        """No overlap, a legal history, a room that follows, one event per change, nothing gone."""
        with self.admin.scope():
            visits = list(Appointment.objects.filter(pk__in=self.visits))
            events = Counter(
                Event.objects.filter(appointment__in=self.visits).values_list("appointment", flat=True)
            )
            rooms = set(
                Effect.objects.filter(appointment__in=self.visits, kind=Kind.ROOM).values_list(
                    "appointment", flat=True
                )
            )
        assert len(visits) == len(self.visits)
        live = sorted(
            (one.started_at, one.ended_at)
            for one in visits
            if one.status not in {Status.CANCELLED, Status.NOSHOW}
        )
        assert all(before[1] <= after[0] for before, after in pairwise(live))
        assert events == Counter(visit for visit, _verb in said)
        assert {visit for visit, verb in said if verb == "cancel"} <= rooms
        self._check_claims(visits)

    def _check_claims(self, visits):
        """What is claimed is what is live, at its time."""
        asks = "SELECT appointment_id, blocked_from, blocked_until FROM appointments_claim"
        rows = self.everything.execute(f"{asks} WHERE appointment_id = ANY (%s)", [self.visits])
        claimed = {visit: (start, end) for visit, start, end in rows}
        assert claimed == {
            one.pk: (
                one.started_at - timedelta(minutes=one.buffer_before),
                one.ended_at + timedelta(minutes=one.buffer_after),
            )
            for one in visits
            if one.status not in {Status.CANCELLED, Status.NOSHOW}
        }

    def begin_again(self):
        """For the next story: as it was at first, by the owner's hand. Called off before they are placed anew."""
        row = "UPDATE appointments_appointment SET"
        self.owner.execute(f"{row} status = 'cancelled' WHERE id = ANY (%s)", [self.visits])
        for pk, (status, at) in zip(self.visits, AT_FIRST, strict=True):
            self.owner.execute(
                f"{row} status = %s, started_at = %s, ended_at = %s, "
                "cancelled_late = NULL, onboarded_at = CASE WHEN %s = 'upcoming' THEN now() END WHERE id = %s",
                [status, at, at + timedelta(minutes=30), status, pk],
            )


def test_nothing_that_people_do_at_once_breaks_what_must_hold(stage):
    told = []

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(rounds)
    def stories(story):
        stage.begin_again()
        for pair in story:
            told.extend(stage.play(pair))
            stage.check(told)

    stories()
    assert len({verb for _visit, verb in told}) > 4, (
        "the stories should get somewhere, or this proves nothing"
    )
