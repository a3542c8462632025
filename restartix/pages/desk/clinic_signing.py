"""A patient signs at the clinic: on this device, which locks the staff's session, or on their own by a QR code."""

from __future__ import annotations

import uuid
from io import BytesIO

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appointments.models import Appointment
from forms.clinic_signing import end_signing, open_signing
from forms.models import ClinicSigning
from restartix.core.clinics.addresses import address_of
from restartix.core.identity import locks
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.visit_queries import visit_at_the_desk
from restartix.pages.forms.clinic_pages import give_token


@members_only
@require_POST
def sign_here(request: ClinicRequest, pk: int) -> HttpResponse:
    """This browser is the patient's from now on: the staff session is locked in all its tabs."""
    visit = visit_at_the_desk(request, pk)
    signing = open_signing(visit, elsewhere=False, by=request.actor)
    locks.lock(request, signing.pk)
    return give_token(redirect("clinic_signing", pk), signing)


@members_only
@require_POST
def sign_elsewhere(request: ClinicRequest, pk: int) -> HttpResponse:
    signing = open_signing(visit_at_the_desk(request, pk), elsewhere=True, by=request.actor)
    return redirect("signing_code", pk, signing.pk)


@members_only
@require_safe
def signing_code(request: ClinicRequest, pk: int, signing: uuid.UUID) -> HttpResponse:
    """The QR code, as long as it works."""
    visit = visit_at_the_desk(request, pk)
    opened = _opened(visit, signing)
    clock = staff_clock(request.actor, visit.organisation)
    is_live = opened.ended_at is None and opened.expires_at > timezone.now()
    address = address_of(visit.organisation, "clinic_signing_link", pk, opened.token)
    context = {
        "visit": visit,
        "signing": opened,
        "is_live": is_live,
        "until": clock.time(opened.expires_at),
        "used": clock.time(opened.used_at) if opened.used_at else "",
        "code": _as_svg(address) if is_live else "",
        "section": "calendar",
    }
    return render(request, "appointments/desk/signing_code.html", context)


@members_only
@require_POST
def signing_end(request: ClinicRequest, pk: int, signing: uuid.UUID) -> HttpResponse:
    """The code and whatever page it opened are over."""
    visit = visit_at_the_desk(request, pk)
    end_signing(_opened(visit, signing))
    messages.success(request, _("The code no longer works."))
    return redirect(visit)


def _opened(visit: Appointment, signing: uuid.UUID) -> ClinicSigning:
    return get_object_or_404(ClinicSigning, pk=signing, appointment_id=visit.pk, is_elsewhere=True)


def _as_svg(address: str) -> SafeString:
    """Drawn from an address of our own, so nothing in it is anybody's text."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", scale=6, border=4, xmldecl=False, svgns=False, dark="#000", light="#fff"
    )
    return mark_safe(drawn.getvalue().decode())
