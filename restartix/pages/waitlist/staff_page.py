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

from appointments.models import Service, WaitingWish
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
    wishes = WaitingWish.objects.on_the_list().order_by("waiting_since", "id")
    wishes = wishes.select_related("service", "specialist", "offered_with")
    page = Paginator(wishes.filter(service=only) if only else wishes, ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [_row(wish, clock) for wish in page],
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
    get_object_or_404(WaitingWish, pk=pk).withdraw()
    messages.success(request, _("Removed from the waitlist."))
    return redirect("waitlist")


def _row(wish: WaitingWish, clock: Clock) -> dict[str, Any]:
    offer = {}
    if wish.has_offer and wish.offered_at and wish.offered_until:
        until = _("held until %(when)s") % {"when": clock.short(wish.offered_until)}
        offer = {"when": clock.short(wish.offered_at), "until": until}
    part = str(wish.get_part_of_day_display())
    own = Clock(wish.zone)
    return {
        "wish": wish,
        "days": date_range(wish.earliest, wish.latest),
        "part": part if own.zone == clock.zone else f"{part}, {own.name}",
        "since": clock.short(wish.waiting_since),
        "offer": offer,
    }
