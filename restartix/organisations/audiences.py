"""Whom a page is for. Every view declares it; what rows they then see is the database's business."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from restartix.organisations.actor import Actor
from restartix.organisations.middleware import ClinicRequest

View = Callable[..., HttpResponse]


def _audience(
    name: str, admits: Callable[[Actor], bool], *, needs_clinic: bool = True
) -> Callable[[View], View]:
    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: ClinicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.actor
            if needs_clinic and actor.organisation_id is None:
                raise Http404
            if not admits(actor):
                if actor.is_signed_in:
                    raise Http404
                return redirect(
                    f"{reverse('sign_in')}?next={request.path}" if _is_page(request) else reverse("sign_in")
                )
            response = view(request, *args, **kwargs)
            if name != "everyone":
                add_never_cache_headers(response)
            return response

        guarded.audience = name  # type: ignore[attr-defined]
        return guarded

    return declare


def _is_page(request: HttpRequest) -> bool:
    return request.method == "GET" and "HX-Request" not in request.headers


everyone = _audience("everyone", lambda actor: True)
"""Visitors of a clinic's public pages."""

anyone_anywhere = _audience("anyone anywhere", lambda actor: True, needs_clinic=False)
"""Pages that belong to no clinic."""

patients_only = _audience(
    "patients",
    lambda actor: bool(actor.is_signed_in or actor.link_appointment_id or actor.review_appointment_id),
)
"""Whoever acts for a patient: signed in, or by a visit's private link. Staff may look too; rows decide."""

members_only = _audience("members", lambda actor: actor.is_member)
"""The clinic's staff."""

admins_only = _audience("admins", lambda actor: actor.is_admin)
"""The clinic's admins."""
