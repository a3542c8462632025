"""The forms a clinic has designed, and one of them on the drawing board."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forms import conditions, template_changes
from forms.attributes import ATTRIBUTES
from forms.models import BEGIN_EMPTY, Field, FormTemplate, Side, TemplateField
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.form_library.template_forms import PlaceInput, TemplateInput


@admins_only
@require_safe
def form_library(request: ClinicRequest) -> HttpResponse:
    archived = request.GET.get("archived") == "1"
    found = FormTemplate.objects.filter(is_active=not archived).annotate(
        questions=Count("uses", filter=Q(uses__is_active=True))
    )
    context = {"templates": found, "archived": archived, "tabs": tabs("form_library")}
    return render(request, "forms/library/library.html", context)


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def form_template_new(request: ClinicRequest) -> HttpResponse:
    template = FormTemplate(organisation_id=request.actor.organisation_id or 0)
    typed = TemplateInput(request.POST or None, instance=template)
    if request.method == "POST" and typed.is_valid():
        template_changes.begin(template, by=request.actor)
        return redirect("form_template", template.pk)
    status = 422 if typed.is_bound else 200
    return render(request, "forms/library/new.html", {"typed": typed}, status=status)


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def form_template(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """A POST changes what holds for the form as a whole."""
    template = get_object_or_404(FormTemplate, pk=pk)
    typed = TemplateInput(request.POST or None, instance=template)
    if request.method == "POST" and typed.is_valid():
        template_changes.redraw(template, changed=list(typed.fields), by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("form_template", pk)
    return _board(request, get_object_or_404(FormTemplate, pk=pk), typed=typed)


@admins_only
@require_POST
def form_template_archive(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Archived, it is brought by no visit any more; what was made of it stays."""
    template = get_object_or_404(FormTemplate, pk=pk)
    if request.POST.get("restore") == "1":
        template_changes.restore(template)
    else:
        template_changes.archive(template)
    messages.success(
        request, _("The form is in use again.") if template.is_active else _("The form is archived.")
    )
    return redirect("form_template", pk)


@admins_only
@require_POST
def form_places(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask one more question of the library."""
    template = get_object_or_404(FormTemplate, pk=pk)
    chosen = _uuid(request.POST.get("field", ""))
    field = Field.objects.filter(pk=chosen, is_active=True).first() if chosen else None
    if field is None:
        return _board(request, template, problem=_("Please choose a question to add."))
    place = template_changes.add(template, field, by=request.actor)
    return redirect("form_place", pk, place.pk)


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def form_place(request: ClinicRequest, pk: uuid.UUID, place: uuid.UUID) -> HttpResponse:
    """What holds for one question in this form."""
    found = _place(pk, place)
    typed = PlaceInput(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and typed.is_valid():
        template_changes.reword(found, changed=list(typed.fields), by=request.actor)
        return redirect(f"{reverse('form_template', args=[pk])}#q{found.pk}")
    status = 422 if typed.is_bound else 200
    return render(request, "forms/library/place.html", {"place": found, "typed": typed}, status=status)


@admins_only
@require_POST
def form_place_removal(request: ClinicRequest, pk: uuid.UUID, place: uuid.UUID) -> HttpResponse:
    found = _place(pk, place)
    try:
        template_changes.take_out(found, by=request.actor)
    except template_changes.Depended as refusal:
        return _board(request, found.template, problem=str(refusal))
    return redirect("form_template", pk)


@admins_only
@require_POST
def form_order(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """One question a place up or down, or all of them as they were dragged."""
    template = get_object_or_404(FormTemplate, pk=pk)
    moved, step = _uuid(request.POST.get("up") or request.POST.get("down") or ""), -1
    if "down" in request.POST:
        step = 1
    try:
        if moved is not None:
            template_changes.move(_place(pk, moved), step, by=request.actor)
        else:
            order = [found for said in request.POST.getlist("order") if (found := _uuid(said))]
            template_changes.arrange(template, order, by=request.actor)
    except template_changes.Depended as refusal:
        return _board(request, template, problem=str(refusal))
    return redirect(f"{reverse('form_template', args=[pk])}#{f'q{moved}' if moved else 'questions'}")


def tabs(current: str) -> list[dict[str, Any]]:
    pages = [("form_library", _("Forms")), ("form_fields", _("Questions"))]
    return [{"name": name, "url": reverse(route), "current": route == current} for route, name in pages]


def _board(
    request: ClinicRequest, template: FormTemplate, *, typed: TemplateInput | None = None, problem: str = ""
) -> HttpResponse:
    shown = typed or TemplateInput(instance=template)
    places = list(template.uses.filter(is_active=True).select_related("field", "template"))
    labels = {str(place.field_id): place.field.label for place in places}
    context = {
        "template": template,
        "typed": shown,
        "rows": [_row(place, labels) for place in places],
        "to_add": Field.objects.filter(is_active=True).exclude(pk__in=[place.field_id for place in places]),
        "problem": problem,
    }
    refused = problem or shown.errors
    return render(request, "forms/library/template.html", context, status=422 if refused else 200)


def _row(place: TemplateField, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "place": place,
        "kind": place.field.get_kind_display(),
        "condition": conditions.in_words(place, labels),
        "bound": ATTRIBUTES.get(place.bound_to, ""),
        "begins_empty": _begins_empty(place),
    }


def _begins_empty(place: TemplateField) -> bool:
    """Worth saying of a question whose answer could have been carried over from the visit before."""
    could = place.template.filled_by == Side.PATIENT and place.field.kind not in BEGIN_EMPTY
    return could and not place.bound_to and not place.field.is_carried_over


def _place(template: uuid.UUID, pk: uuid.UUID) -> TemplateField:
    there = TemplateField.objects.filter(template=template, is_active=True)
    return get_object_or_404(there.select_related("field", "template"), pk=pk)


def _uuid(said: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(said)
    except ValueError:
        return None
