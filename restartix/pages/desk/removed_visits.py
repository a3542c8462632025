"""Visits that were removed from the lists: for an admin to see, and to restore."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appointments.models import Appointment
from restartix.core.clock import Clock
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.clocks import staff_clock

ON_A_PAGE = 30


@admins_only
@require_safe
def removed_visits(request: ClinicRequest) -> HttpResponse:
    clock = staff_clock(request.actor)
    pages = Paginator(Appointment.objects.removed().with_names(), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {"page": page, "rows": [_row(visit, clock) for visit in page], "zone": clock.name}
    return render(request, "appointments/desk/removed.html", context)


def _row(visit: Appointment, clock: Clock) -> dict[str, Any]:
    assert visit.deleted_at
    return {"visit": visit, "when": clock.short(visit.started_at), "removed": clock.short(visit.deleted_at)}
