"""What is left of visits that are over: nobody completed them or marked them, or a report is not signed yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from appointments.models import Appointment, Status
from appointments.models.appointment import AppointmentQuerySet
from forms.models import Form, FormType, Side
from forms.models import Status as FormStatus
from restartix.clock import Clock

LOOKED_BACK = timedelta(days=90)
OPEN = (Status.UPCOMING, Status.CONFIRMED, Status.INPROGRESS)
BEGUN = (FormStatus.IN_PROGRESS, FormStatus.COMPLETED)
MOST_SHOWN = 40


def to_close(own: AppointmentQuerySet, now: datetime, clock: Clock) -> tuple[list[dict[str, Any]], bool]:
    """The oldest first, of the last 90 days, and whether there are more. One query."""
    reports = _unsigned_reports()
    over = own.filter(ended_at__lte=now, started_at__gte=now - LOOKED_BACK)
    found = over.filter(Q(status__in=OPEN) | (Q(status=Status.DONE) & Exists(reports)))
    found = found.annotate(unsigned=ArraySubquery(reports.values("name"))).order_by("started_at")
    rows = list(found[: MOST_SHOWN + 1])
    return [_line(visit, clock) for visit in rows[:MOST_SHOWN]], len(rows) > MOST_SHOWN


def _unsigned_reports() -> Any:
    """A specialist's forms that somebody waits for: required ones, reports, and what was begun. An optional one that
    nobody began is left out on purpose."""
    waited_for = Q(is_required=True) | Q(type=FormType.REPORT) | Q(status__in=BEGUN)
    theirs = Form.objects.filter(appointment=OuterRef("pk"), filled_by=Side.SPECIALIST)
    return theirs.current().unsettled().filter(waited_for).order_by("position")


def _line(visit: Appointment, clock: Clock) -> dict[str, Any]:
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
        _("In progress past its end.") if visit.status == Status.INPROGRESS else _("Past its end, not held.")
    )
    return f"{over} {reports}".strip()
