"""The page on which a specialist takes, renews and ends their calendar's private address."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appointments.models import Specialist
from appointments.models.feed import CalendarFeed
from restartix.core.clinics.addresses import address_of
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.clocks import staff_clock


@members_only
@require_safe
def feed(request: ClinicRequest) -> HttpResponse:
    specialist = _own(request)
    live = CalendarFeed.objects.filter(specialist=specialist, revoked_at=None).first()
    clock = staff_clock(request.actor)
    context = {"live": live, "section": "calendar", "zone": clock.name}
    if live:
        address = address_of(specialist.organisation, "feed_entries", live.token)
        context |= {
            "feed_address": address,
            "subscribe": f"webcal{address[address.index(':') :]}",
            "read": f"{clock.short(live.read_at)}, {clock.name}" if live.read_at else "",
        }
    return render(request, "appointments/feed/feed.html", context)


@members_only
@require_POST
def feed_renewal(request: ClinicRequest) -> HttpResponse:
    """A new address; the one before it ends with the same press."""
    CalendarFeed.renew(_own(request))
    messages.success(request, _("Your calendar has a new private address."))
    return redirect("feed")


@members_only
@require_POST
def feed_revocation(request: ClinicRequest) -> HttpResponse:
    CalendarFeed.revoke(_own(request))
    messages.success(request, _("The address no longer works."))
    return redirect("feed")


def _own(request: ClinicRequest) -> Specialist:
    """Whoever sees no patients has no calendar to take along."""
    if not request.actor.specialist_ids:
        raise Http404
    mine = Specialist.objects.select_related("organisation").filter(pk__in=request.actor.specialist_ids)
    return get_object_or_404(mine)
