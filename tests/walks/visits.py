"""The walks of a visit's life: what each side does to it, from being booked to being restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from appointments.models import Status
from tests.walks.players import played_by
from tests.walks.stage import DAY, MINUTE, Stage
from tests.walks.walking import Scene, Walk, walks

LINK = ("link",)
BOOKS = ("patient", "guardian", "guardian: book")
FILLS_IN = ("patient", "guardian", "guardian: forms")
READS = ("patient", "guardian", "guardian: results")
STAFF = ("specialist", "admin", "admin who treats")
ADMINS = ("admin", "admin who treats")
WHY = {"reason": "The patient called."}

B, U, C, P = Status.BOOKED, Status.UPCOMING, Status.CONFIRMED, Status.INPROGRESS
D, X, N = Status.DONE, Status.CANCELLED, Status.NOSHOW
SOON, JUST_NOW = 30 * MINUTE, -60 * MINUTE
LATELY = -3 * DAY


def visit(status: Status = U, *, starts: timedelta = 5 * DAY) -> Scene:
    return lambda stage: stage.make_visit(status, starts=starts)


def own(route: str) -> Callable[[Stage], str]:
    """This address of the visit's."""
    return lambda stage: stage.at(route, stage.visit.pk)


def on_visit(who: tuple[str, ...], route: str, verb: str, scene: Scene, **about: Any) -> list[Walk]:
    """A button on the visit's own page, of the side that they are on."""
    page = about.pop("page", "appointment" if who[0] in STAFF else "visit")
    return walks(who, route, scene, own(page), own(route), verb=verb, **about)


def a_move(stage: Stage) -> str:
    """The question about one of the open times."""
    times = stage.reader.open(own("visit_time")(stage))
    return next(link for link in times.page.links if "to=" in link)


def with_nothing_to_sign(stage: Stage) -> None:
    """In progress, with no form that has to be signed first."""
    stage.make_visit(P, starts=JUST_NOW)
    with played_by("superuser"):
        stage.visit.forms.update(is_required=False)


def removed(stage: Stage) -> None:
    stage.make_visit(X)
    with stage.cast.signed_in(stage.cast.ana).scope() as ana:
        stage.visit.remove(by=ana, reason="Booked twice.")


VISITS = [
    *on_visit(LINK + BOOKS, "visit_confirmation", "confirm", visit(U)),
    *on_visit(LINK + BOOKS, "visit_cancellation", "cancel", visit(C), page="visit_cancellation"),
    *walks(LINK + BOOKS, "visit_time", visit(C), a_move, own("visit_time"), verb="reschedule"),
    *on_visit(BOOKS, "visit_new_link", "renew_link", visit(U)),
    *on_visit(STAFF, "onboarding", "onboard", visit(B)),
    *on_visit(STAFF, "confirmation", "confirm", visit(U)),
    *on_visit(STAFF, "session", "start", visit(C, starts=SOON)),
    *on_visit(STAFF, "completion", "complete", with_nothing_to_sign),
    *on_visit(STAFF, "session_completion", "complete", with_nothing_to_sign, page="session"),
    *on_visit(STAFF, "cancellation", "cancel", visit(U), typed=WHY),
    *on_visit(STAFF, "noshow", "mark_noshow", visit(C, starts=LATELY)),
    *on_visit(STAFF, "reinstatement", "reinstate", visit(X), typed=WHY),
    *on_visit(STAFF, "correction", "correct", visit(N, starts=LATELY), typed=WHY),
    *on_visit(STAFF, "rescheduling", "reschedule", visit(U), page="rescheduling", typed=WHY),
    *on_visit(ADMINS, "removal", "remove", visit(X), typed=WHY),
    *on_visit(ADMINS, "restoration", "restore", removed),
    *on_visit(STAFF, "new_link", "renew_link", visit(U)),
]
