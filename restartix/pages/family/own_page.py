"""The patient's page about family: who is in their care, who acts for them, and adding somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from patients.dependents import add_dependent
from patients.models import Guardianship
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock
from restartix.core.web.audiences import signed_in_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.family.forms import RIGHTS, DependentForm, GrantForm
from restartix.pages.portal.tabs import tabs


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def my_family(request: ClinicRequest) -> HttpResponse:
    clock = Clock(Organisation.objects.get(pk=request.actor.here).zone)
    form = DependentForm(request.POST or None, own_name=request.actor.user_name, clock=clock)
    if request.method == "POST" and form.is_valid():
        if add_dependent(**form.cleaned_data, by=request.actor):
            messages.success(request, _("Added. You can now book for them."))
            return redirect("my_family")
        form.add_error(None, _("This can’t be done here. Please ask the clinic to add them."))
    return render(
        request,
        "patients/my_family.html",
        _context(request, form, clock),
        status=422 if form.is_bound else 200,
    )


@signed_in_only
@require_POST
def my_guardianship_end(request: ClinicRequest, held: UUID) -> HttpResponse:
    """Whoever has a login decides who acts for them."""
    mine = Guardianship.objects.filter(person__user_id=request.actor.me)
    get_object_or_404(mine, pk=held).revoke()
    messages.success(request, _("Ended. They can no longer act for you."))
    return redirect("my_family")


@signed_in_only
@require_POST
def my_guardianship_rights(request: ClinicRequest, held: UUID) -> HttpResponse:
    """The same with what they may do: more or less than now."""
    mine = Guardianship.objects.in_force().filter(person__user_id=request.actor.me)
    theirs = get_object_or_404(mine, pk=held)
    form = GrantForm(request.POST, prefix=str(held))
    if form.is_valid():
        theirs.grant(form.cleaned_data["rights"])
        messages.success(request, _("Saved. It takes effect with their next click."))
        return redirect("my_family")
    clock = Clock(Organisation.objects.get(pk=request.actor.here).zone)
    dependent = DependentForm(own_name=request.actor.user_name, clock=clock)
    context = _context(request, dependent, clock, refused=(held, form))
    return render(request, "patients/my_family.html", context, status=422)


def _context(
    request: ClinicRequest,
    form: DependentForm,
    clock: Clock,
    *,
    refused: tuple[UUID, GrantForm] | None = None,
) -> dict[str, Any]:
    held = Guardianship.objects.in_force().select_related("person", "user").order_by("valid_from")
    user_id = request.actor.me
    return {
        "tabs": tabs("my_family"),
        "form": form,
        "in_my_care": [_line(one, clock) for one in held.filter(user_id=user_id)],
        "act_for_me": [
            _line(one, clock) | {"form": _grant_form(one, refused)}
            for one in held.filter(person__user_id=user_id)
        ],
        "zone": clock.name,
    }


def _grant_form(held: Guardianship, refused: tuple[UUID, GrantForm] | None) -> GrantForm:
    if refused and refused[0] == held.pk:
        return refused[1]
    return GrantForm(initial={"rights": held.rights}, prefix=str(held.pk))


def _line(held: Guardianship, clock: Clock) -> dict[str, Any]:
    return {
        "held": held,
        "rights": [words for right, words in RIGHTS if right in held.rights],
        "until": clock.short(held.valid_until) if held.valid_until else "",
    }
