"""Who waits for which service, for the clinic's admins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appointments.models import Service, WaitlistEntry
from restartix.core.clock import Clock, date_range
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.clocks import staff_clock

ON_A_PAGE = 30


@admins_only
@require_safe
def waitlist(request: ClinicRequest) -> HttpResponse:
    clock, asked = staff_clock(request.actor), request.GET.get("service", "")
    services = list(Service.objects.all())
    only = next((one for one in services if str(one.pk) == asked), None)
    entries = WaitlistEntry.objects.on_the_list().order_by("waiting_since", "id")
    entries = entries.select_related("service", "specialist", "offered_with")
    page = Paginator(entries.filter(service=only) if only else entries, ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [_row(entry, clock) for entry in page],
        "zone": clock.name,
        "section": "settings",
        "services": services,
        "only": only,
        "query": f"service={only.pk}&" if only else "",
    }
    return render(request, "appointments/waiting/waitlist.html", context)


@admins_only
@require_POST
def waiting_withdrawal(request: ClinicRequest, pk: UUID) -> HttpResponse:
    get_object_or_404(WaitlistEntry, pk=pk).withdraw()
    messages.success(request, _("Removed from the waitlist."))
    return redirect("waitlist")


def _row(entry: WaitlistEntry, clock: Clock) -> dict[str, Any]:
    offer = {}
    if entry.has_offer and entry.offered_at and entry.offered_until:
        until = _("held until %(when)s") % {"when": clock.short(entry.offered_until)}
        offer = {"when": clock.short(entry.offered_at), "until": until}
    part = str(entry.get_part_of_day_display())
    own = Clock(entry.zone)
    return {
        "entry": entry,
        "days": date_range(entry.earliest, entry.latest),
        "part": part if own.zone == clock.zone else f"{part}, {own.name}",
        "since": clock.short(entry.waiting_since),
        "offer": offer,
    }
