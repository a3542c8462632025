"""A form as the one who fills it in will see it, now or in a past version. Nothing typed here is kept."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forms.answer_form import AnswerForm
from forms.models import Form, FormTemplate, Side, TemplateVersion
from forms.signing_form import SigningForm
from restartix.core.clock import Clock
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def form_preview(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    template = get_object_or_404(FormTemplate.objects.prefetch_related("uses__field"), pk=pk)
    form = Form(
        organisation_id=template.organisation_id,
        template=template,
        name=template.name,
        type=template.type,
        filled_by=template.filled_by,
        signing=template.is_signed_by,
        snapshot=template.snapshot(),
    )
    return _preview(request, template, form, reverse("form_preview", args=[pk]))


@admins_only
@require_safe
def form_versions(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    template = get_object_or_404(FormTemplate.objects.select_related("organisation"), pk=pk)
    clock = Clock(template.organisation.zone)
    versions = template.versions.defer("snapshot")
    rows = [{"version": one, "when": clock.moment(one.made_at)} for one in versions]
    return render(request, "forms/library/versions.html", {"template": template, "rows": rows})


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def form_version(request: ClinicRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    kept = get_object_or_404(TemplateVersion.objects.select_related("template"), template=pk, number=number)
    form = Form(
        organisation_id=kept.organisation_id,
        template=kept.template,
        name=kept.name,
        type=kept.type,
        filled_by=kept.filled_by,
        signing=kept.signing,
        snapshot=kept.snapshot,
    )
    return _preview(request, kept.template, form, reverse("form_version", args=[pk, number]), number=number)


def _preview(
    request: ClinicRequest, template: FormTemplate, form: Form, here: str, *, number: int | None = None
) -> HttpResponse:
    """On the patient's pages, or as staff see it (`as=staff`). A POST shows what the answers make appear."""
    as_staff = request.GET.get("as") == "staff"
    url, signer = f"{here}?as=staff" if as_staff else here, request.actor.user_name or "–"
    paper = AnswerForm(form, request.POST if request.method == "POST" else None, shows_private=as_staff)
    context = {
        "template": template,
        "version": number,
        "form": form,
        "paper": paper,
        "signing": SigningForm(form, account_name=signer if form.filled_by == Side.SPECIALIST else ""),
        "rows": paper.rows(),
        "fills_in": True,
        "is_preview": True,
        "page_url": url,
        "signature_url": url,
        "as_staff": as_staff,
        "other_url": here if as_staff else f"{here}?as=staff",
        "notice": _("This is a preview: nothing is saved.") if request.method == "POST" else "",
        "problems": paper,
    }
    status = 422 if paper.is_bound and not paper.is_valid() else 200
    return render(request, "forms/library/preview.html", context, status=status)
