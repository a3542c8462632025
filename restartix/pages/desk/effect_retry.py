"""Retrying failed effects: one, or all of a kind."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from restartix.core.effects.models import Effect, Kind, State
from restartix.core.web.addresses import is_ours
from restartix.core.web.audiences import admins_only, members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.failed_effects import needs_attention


@members_only
@require_POST
def effect_retry(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """This one, now."""
    effect = get_object_or_404(Effect, pk=pk)
    effect.retry()
    messages.info(request, _("Trying again now."))
    there = request.POST.get("next", "")
    if is_ours(there):
        return redirect(there)
    return redirect("appointment", effect.appointment_id) if effect.appointment_id else redirect("dashboard")


@admins_only
@require_POST
def effects_retry(request: ClinicRequest) -> HttpResponse:
    """Retry all failed effects of one kind. The worker releases them in turn."""
    kind = request.POST.get("of", "")
    if kind not in Kind.values:
        return redirect("dashboard")
    count = needs_attention().filter(kind=kind, state=State.FAILED).order_by().retry_all()
    text = ngettext("%(count)s attempt restarted.", "%(count)s attempts restarted.", count)
    messages.info(request, text % {"count": count})
    return redirect("dashboard")
