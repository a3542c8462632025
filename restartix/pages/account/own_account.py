"""The user's own account: who they are here, and where they are signed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from restartix.core.clock import Clock
from restartix.core.identity import sessions
from restartix.core.identity.models import Session, User
from restartix.core.web.audiences import signed_in_only
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest


@signed_in_only
@require_safe
def account(request: ClinicRequest) -> HttpResponse:
    user = get_object_or_404(User, pk=request.actor.user_id)
    clock = Clock(clinic_of(request).zone)
    context = {
        "layout": "staff.html" if request.actor.is_member else "public.html",
        "facts": [(_("Name"), user.name), (_("E-mail"), user.email)],
        "sessions": sorted(
            (_line(one, request, clock) for one in sessions.of(user.pk)), key=lambda one: not one["is_this"]
        ),
        "zone": clock.name,
    }
    return render(request, "identity/account.html", context)


@signed_in_only
@require_POST
def sign_out_everywhere(request: ClinicRequest) -> HttpResponse:
    sessions.end_everywhere(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect(f"{reverse('sign_in')}?out=1")


def _line(session: Session, request: ClinicRequest, clock: Clock) -> dict[str, Any]:
    return {
        "device": session.device or _("A browser"),
        "began": clock.short(session.began_at) if session.began_at else "",
        "seen": clock.short(session.seen_at or timezone.now()),
        "is_this": session.session_key == request.session.session_key,
    }
