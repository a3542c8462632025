"""The pages on which a patient signs at the clinic: that visit's patient forms, and nothing else."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forms.clinic_signing import COOKIE, end_signing, live_signing, note_use
from forms.drafts import is_open
from forms.models import ClinicSigning, Form, Side
from forms.models.clinic_signing import IDLE_MINUTES
from restartix.core.clinics.scope import enter
from restartix.core.identity.locks import open_while_locked
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest, lock_of
from restartix.pages.forms.form_page import in_list
from restartix.pages.forms.sites import CLINIC, admit
from restartix.pages.forms.views import form_page, form_signed


@open_while_locked
@never_cache
@everyone
@require_safe
def clinic_signing(request: ClinicRequest, pk: int) -> HttpResponse:
    """The forms that wait, one below the other; once all are signed, the device goes back."""
    signing = enter_signing(request, pk)
    if signing is None:
        return _over(request)
    forms = _forms(pk)
    waiting = [form for form in forms if is_open(form)]
    context = {
        "visit": signing.appointment,
        "signing": signing,
        "forms": [in_list(request, form, CLINIC, unfolded=form is waiting[0]) for form in waiting],
        "settled": [form for form in forms if form.is_settled],
        "idle_seconds": IDLE_MINUTES * 60,
    }
    return render(request, "forms/clinic/signing.html", context)


@open_while_locked
@never_cache
@everyone
@require_safe
def clinic_signing_link(request: ClinicRequest, pk: int, token: str) -> HttpResponse:
    """The address in the QR code, exchanged for a cookie. Opening it changes nothing."""
    enter(slug=request.clinic_slug, link=token, client_id=request.actor.client_id)
    signing = live_signing()
    if signing is None or signing.appointment_id != pk:
        answer = _over(request)
    else:
        answer = give_token(redirect("clinic_signing", pk), signing)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@open_while_locked
@never_cache
@everyone
@require_POST
def clinic_signing_end(request: ClinicRequest, pk: int) -> HttpResponse:
    """The patient is done, or has been gone for ten minutes."""
    if signing := enter_signing(request, pk):
        end_signing(signing)
    return redirect("clinic_signing", pk)


@open_while_locked
@never_cache
@everyone
@require_http_methods(["GET", "POST"])
def clinic_form(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    if enter_signing(request, visit) is None:
        return _over(request)
    return form_page(request, admit(request.actor, _form(visit, pk), CLINIC), CLINIC)


@open_while_locked
@never_cache
@everyone
@require_POST
def clinic_form_signature(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    if enter_signing(request, visit) is None:
        return _over(request)
    return form_signed(request, admit(request.actor, _form(visit, pk), CLINIC), CLINIC)


def give_token(response: HttpResponse, signing: ClinicSigning) -> HttpResponse:
    """Until the browser is closed, and for this visit's signing pages alone."""
    response.set_cookie(
        COOKIE,
        signing.token,
        path=reverse("clinic_signing", args=[signing.appointment_id]),
        httponly=True,
        samesite="Strict" if not signing.is_elsewhere else "Lax",
        secure=settings.SECURE,
    )
    return response


def _forms(visit: int) -> list[Form]:
    found = Form.objects.filter(appointment_id=visit, filled_by=Side.PATIENT).current()
    return list(found.select_related("organisation", "appointment__patient_person"))


def _form(visit: int, pk: uuid.UUID) -> Form | None:
    return next((form for form in _forms(visit) if form.pk == pk), None)


def _over(request: ClinicRequest) -> HttpResponse:
    """Nothing of the visit stays on the screen. In place, the whole page goes."""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "forms/clinic/over.html", {"is_locked": lock_of(request) is not None}, status=410)


def enter_signing(request: ClinicRequest, visit: int) -> ClinicSigning | None:
    """From here on the request acts as the patient at the clinic, and as nobody else; None when nothing is live.

    Being here counts as use: ten minutes without any end it.
    """
    token = request.COOKIES.get(COOKIE, "")
    actor = enter(slug=request.clinic_slug, link=token, client_id=request.actor.client_id)
    request.actor = replace(actor, link_appointment_id=None, review_appointment_id=None)
    live = live_signing()
    if live is None or live.appointment_id != visit:
        return None
    note_use(live)
    request.actor = replace(request.actor, clinic_signing_visit_id=visit)
    return live
