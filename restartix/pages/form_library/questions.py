"""The library: questions defined once, asked by any number of forms."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forms import template_changes
from forms.models import Field, FormTemplate
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.form_library.question_form import QuestionInput
from restartix.pages.form_library.template_pages import tabs


@admins_only
@require_safe
def form_fields(request: ClinicRequest) -> HttpResponse:
    archived = request.GET.get("archived") == "1"
    asked = Q(places__is_active=True, places__template__is_active=True)
    found = Field.objects.filter(is_active=not archived).annotate(
        uses=Count("places__template", filter=asked)
    )
    context = {"fields": found, "archived": archived, "tabs": tabs("form_fields")}
    return render(request, "forms/library/fields.html", context)


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def form_field_new(request: ClinicRequest) -> HttpResponse:
    """A new question, put straight into the form that it was wanted for (`form`), if any."""
    field = Field(organisation_id=request.actor.organisation_id or 0)
    template = _wanted_for(request)
    typed = QuestionInput(request.POST or None, instance=field)
    if request.method == "POST" and typed.is_valid():
        template_changes.define(field)
        if template is None:
            messages.success(request, _("The question is saved in the library."))
            return redirect("form_fields")
        place = template_changes.add(template, field, by=request.actor)
        return redirect("form_place", template.pk, place.pk)
    context = {"typed": typed, "template": template}
    return render(request, "forms/library/field.html", context, status=422 if typed.is_bound else 200)


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def form_field(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Changed here, it changes in each form that asks it; what was filled in stays as it was asked."""
    field = get_object_or_404(Field, pk=pk)
    template = _wanted_for(request)
    typed = QuestionInput(request.POST or None, instance=field)
    if request.method == "POST" and typed.is_valid():
        if typed.has_changed():
            template_changes.change(field, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("form_template", template.pk) if template else redirect("form_fields")
    asking = FormTemplate.objects.filter(uses__field=field, uses__is_active=True)
    context = {
        "typed": typed,
        "field": get_object_or_404(Field, pk=pk),
        "asking": asking,
        "template": template,
    }
    return render(request, "forms/library/field.html", context, status=422 if typed.is_bound else 200)


@admins_only
@require_POST
def form_field_archive(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Archived, it is offered to no more forms; those that ask it go on asking."""
    field = get_object_or_404(Field, pk=pk)
    if request.POST.get("restore") == "1":
        template_changes.restore(field)
    else:
        template_changes.archive(field)
    messages.success(
        request, _("The question is in use again.") if field.is_active else _("The question is archived.")
    )
    return redirect("form_field", pk)


def _wanted_for(request: ClinicRequest) -> FormTemplate | None:
    said = request.POST.get("form") or request.GET.get("form") or ""
    try:
        return FormTemplate.objects.filter(pk=uuid.UUID(said)).first()
    except ValueError:
        return None
