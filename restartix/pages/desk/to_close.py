"""What is left of visits that are over: nobody completed them or marked them, or a report is not signed yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from appointments.models import Appointment, Status
from appointments.models.appointment import AppointmentQuerySet
from appointments.models.status import ACTIVE
from forms.models import Form, FormStatus, FormType, Side
from restartix.core.clock import Clock

LOOKED_BACK = timedelta(days=90)
BEGUN = (FormStatus.IN_PROGRESS, FormStatus.COMPLETED)
MOST_READ = 400
MOST_UNCLOSED = 40


@dataclass(frozen=True)
class Recent:
    """A day's visits, and those of the last 90 days that are not closed, the oldest first. One query."""

    today: list[Appointment]
    to_close: list[Appointment]
    is_cut: bool = False

    @classmethod
    def of(cls, own: AppointmentQuerySet, start: datetime, end: datetime, now: datetime) -> Recent:
        """Of the day, those cancelled in time are left out."""
        reports = _unsigned_reports()
        in_time = Q(status=Status.CANCELLED) & ~Q(cancelled_late=True)
        unclosed = Q(status__in=ACTIVE) | (Q(status=Status.DONE) & Exists(reports))
        wanted = (Q(ended_at__gt=start) & ~in_time) | (Q(ended_at__lte=now) & unclosed)
        found = own.filter(wanted, started_at__gte=now - LOOKED_BACK, started_at__lt=end)
        found = found.annotate(unsigned=ArraySubquery(reports.values("name"))).select_related("room")
        rows = list(found.order_by("-started_at")[:MOST_READ])[::-1]
        return cls(
            [one for one in rows if one.ended_at > start],
            [one for one in rows if one.ended_at <= now and _is_unclosed(one)],
            len(rows) == MOST_READ,
        )

    @property
    def to_close_count(self) -> str:
        return f"{len(self.to_close)}{'+' if self.is_cut else ''}"


def _is_unclosed(visit: Appointment) -> bool:
    unsigned: list[str] = visit.unsigned  # type: ignore[attr-defined]
    return visit.status in ACTIVE or (visit.status == Status.DONE and bool(unsigned))


def _unsigned_reports() -> Any:
    """A specialist's forms that somebody waits for: required ones, reports, and what was begun. An optional one that
    nobody began is left out on purpose. What a correction replaced was signed, and so isn't among them."""
    waited_for = Q(is_required=True) | Q(type=FormType.REPORT) | Q(status__in=BEGUN)
    theirs = Form.objects.filter(appointment=OuterRef("pk"), filled_by=Side.SPECIALIST)
    return theirs.unsettled().filter(waited_for).order_by("position")


def closing_line(visit: Appointment, clock: Clock) -> dict[str, Any]:
    return {
        "url": visit.get_absolute_url(),
        "name": visit.patient_person.name,
        "when": f"{clock.short(visit.started_at)} · {visit.specialist.display_name}",
        "service": visit.service.name,
        "status": visit.status,
        "left": _left(visit),
    }


def _left(visit: Appointment) -> str:
    unsigned: list[str] = visit.unsigned  # type: ignore[attr-defined]
    reports = _("Not signed: %(forms)s.") % {"forms": ", ".join(unsigned)} if unsigned else ""
    if visit.status == Status.DONE:
        return reports
    over = (
        _("Still in progress after its end time.")
        if visit.status == Status.INPROGRESS
        else _("The time has passed; the session was not opened.")
    )
    return f"{over} {reports}".strip()
