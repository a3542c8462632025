"""What every page may use without asking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from restartix.core.identity import csrf_token
from restartix.core.web.current_clinic import clinic_of
from reviews.models import Alert


def page(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    known: dict[str, Any] = {"demo": settings.DEMO, "csp_nonce": getattr(request, "csp_nonce", "")}
    if actor is None or actor.organisation_id is None:
        return known
    known |= {"person_mark": csrf_token.person_mark(request), "draft_key": csrf_token.draft_key(request)}
    known["organisation"] = SimpleLazyObject(lambda: clinic_of(request))
    if actor.is_admin:
        known["alert_count"] = SimpleLazyObject(lambda: Alert.objects.open().count())
    return known
