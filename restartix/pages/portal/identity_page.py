"""Prove it's you: a code to the contact that the clinic has on record opens to a private link what was there before."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appointments.link_standing import prove_by_code, send_identity_code
from restartix.core.identity.codes import MINUTES, CodeResult
from restartix.core.limits import limit_tries
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.portal.visit_page import own_visit


class IdentityCodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("The code"),
        help_text=gettext_lazy("Six digits."),
        max_length=40,
        error_messages={"required": gettext_lazy("Please type the six digits from the message.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


REFUSALS = {
    CodeResult.WRONG: gettext_lazy("This is not the code. Please check the message again."),
    CodeResult.EXPIRED: gettext_lazy("This code is no longer valid. Please ask for a new one."),
}


@patients_only
@require_http_methods(["GET", "HEAD", "POST"])
def visit_identity(request: ClinicRequest, pk: int) -> HttpResponse:
    """The page says the same whether or not there is a contact on record."""
    own = own_visit(request, pk)
    if not request.actor.link_may_prove or request.actor.link_appointment_id != pk:
        return redirect("visit", pk)
    form = IdentityCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        result = prove_by_code(own, form.cleaned_data["code"], by=request.actor)
        if result is CodeResult.RIGHT:
            messages.success(request, _("Thank you. You now have access to everything about this visit."))
            return redirect("visit", pk)
        form.add_error("code", str(REFUSALS[result]))
    context = {
        "visit": own,
        "form": form,
        "is_sent": request.method == "POST" or "sent" in request.GET,
        "minutes": MINUTES,
    }
    return render(request, "appointments/visits/identity.html", context, status=422 if form.is_bound else 200)


@limit_tries("link")
@patients_only
@require_POST
def visit_identity_code(request: ClinicRequest, pk: int) -> HttpResponse:
    own = own_visit(request, pk)
    if request.actor.link_may_prove and request.actor.link_appointment_id == pk:
        send_identity_code(own)
    return redirect(f"{redirect('visit_identity', pk).url}?sent=1")
