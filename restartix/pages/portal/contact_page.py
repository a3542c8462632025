"""The booker's contact data: corrected and confirmed by themselves, on their visit's own pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appointments.models import Appointment, Status
from restartix.core.forms.phone_country import PhoneCountryForm
from restartix.core.identity.codes import CodeResult
from restartix.core.limits import limit_tries
from restartix.core.phone import format_phone
from restartix.core.refusals import NotNow, Refusal
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.portal.visit_page import own_visit
from restartix.pages.shared.booked import to_visit
from restartix.pages.shared.reach import booked_phone, may_confirm_phone


class OwnContactForm(PhoneCountryForm):
    """The phone and, until the clinic has taken the booking on, the address that mail about the visit goes to."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("We send a new private link to it. The one in earlier e-mails stops working."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None, *, visit: Appointment) -> None:
        super().__init__(
            data, initial={"phone": format_phone(booked_phone(visit)), "email": visit.contact_email}
        )
        self.offer_countries(visit.organisation.time_zone)
        if visit.status != Status.BOOKED:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check_phone(cleaned)
        return cleaned


@limit_tries("link")
@require_http_methods(["GET", "HEAD", "POST"])
@patients_only
def visit_contact(request: ClinicRequest, pk: int) -> HttpResponse:
    """Correct the contact data. Another address gets a new link; the booking browser keeps its own."""
    visit = own_visit(request, pk)
    form = OwnContactForm(request.POST or None, visit=visit)
    form.look_abroad(request.headers.get("Accept-Language", ""), request.GET.get("zone", ""))
    refusal, status = "", 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            return _correct(request, visit, form)
        except Refusal as refused:
            refusal, status = str(refused), 409
    context = {"visit": visit, "form": form, "refusal": refusal}
    return render(request, "appointments/visits/contact.html", context, status=status)


@limit_tries("link")
@require_POST
@patients_only
def visit_phone_code(request: ClinicRequest, pk: int) -> HttpResponse:
    """Send a code to the number, so that its owner can show that it is theirs."""
    visit = own_visit(request, pk)
    if not may_confirm_phone(visit, request.actor):
        return redirect("visit", pk)
    if visit.may_mail_again():
        visit.send_phone_code(booked_phone(visit), by=request.actor)
        return redirect(f"{reverse('visit_phone', args=[pk])}?sent=1")
    messages.warning(
        request, _("We have sent several messages about this visit in a short time. Please try again later.")
    )
    return redirect("visit_phone", pk)


@limit_tries("sign-in")
@require_http_methods(["GET", "HEAD", "POST"])
@patients_only
def visit_phone(request: ClinicRequest, pk: int) -> HttpResponse:
    """Type the code that came to the number; whoever finds the page by themselves asks for one first."""
    visit = own_visit(request, pk)
    if not may_confirm_phone(visit, request.actor):
        return redirect("visit", pk)
    phone, problem = booked_phone(visit), ""
    if request.method == "POST":
        result = visit.check_phone_code(request.POST.get("code", ""), phone=phone)
        if result == CodeResult.RIGHT:
            visit.confirm_own_phone(by=request.actor, phone=phone)
            messages.success(request, _("Thank you. Text messages about your visit are sent to this number."))
            return redirect("visit", pk)
        problem = _problem(result)
    is_sent = request.method == "POST" or "sent" in request.GET
    context = {"visit": visit, "phone": format_phone(phone), "problem": problem, "is_sent": is_sent}
    return render(request, "appointments/visits/phone.html", context, status=422 if problem else 200)


def _correct(request: ClinicRequest, visit: Appointment, form: OwnContactForm) -> HttpResponse:
    told, was = form.cleaned_data, visit.contact_email
    email = str(told.get("email", "")).lower()
    if email and email != was and not visit.may_mail_again():
        raise NotNow(
            _("The address was changed several times in a short time. Please try again later, or call us.")
        )
    visit.correct_own_contact(by=request.actor, phone=told["phone"], email=email, was=booked_phone(visit))
    there = to_visit(visit)
    if visit.contact_email == was:
        messages.success(request, _("Thank you. Saved."))
        return there
    messages.success(request, _("Thank you. A new private link is on its way to the new address."))
    still_opens = request.actor.is_signed_in or visit.browser_hash
    return there if still_opens else redirect("clinic")


def _problem(result: CodeResult) -> str:
    if result == CodeResult.WRONG:
        return _("This is not the code we sent. Please check it.")
    return _("This code is no longer valid. Please ask for a new one.")
