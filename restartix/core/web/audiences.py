"""Whom a page is for. Every view declares it; what rows they then see is the database's business."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from restartix.core.clinics.actor import Actor
from restartix.core.web.middleware import ClinicRequest
from restartix.core.web.readable import split_address
from restartix.core.web.refusal_header import SIGNED_OUT, refusal_to_script, sends_by_script

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
                return _to_sign_in(request)
            response = view(request, *args, **kwargs)
            if name != "everyone":
                add_never_cache_headers(response)
            return response

        guarded.audience = name  # type: ignore[attr-defined]
        guarded.admits = admits  # type: ignore[attr-defined]
        guarded.is_for_everyone = admits is anybody  # type: ignore[attr-defined]
        return guarded

    return declare


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """And back here afterwards. A page that asked in the background leaves as a whole; one that sent something stays,
    for what was typed is in it."""
    if request.method == "POST" and sends_by_script(request):
        return refusal_to_script(request, SIGNED_OUT, status=401)
    if "HX-Request" in request.headers:
        there = split_address(request.headers.get("HX-Current-URL", "")).path
        return HttpResponseClientRedirect(f"{reverse('sign_in')}?next={quote(there)}")
    there = request.path if request.method in {"GET", "HEAD"} else _page_that_sent(request)
    return redirect(f"{reverse('sign_in')}?next={quote(there)}" if there else reverse("sign_in"))


def _page_that_sent(request: HttpRequest) -> str:
    """The page of ours that held the form; empty when it can't be told."""
    referer = split_address(request.headers.get("Referer", ""))
    return referer.path if referer.netloc == request.get_host() else ""


def anybody(_actor: Actor) -> bool:
    return True


everyone = _audience("everyone", anybody)
"""Visitors of a clinic's public pages."""

anyone_anywhere = _audience("anyone anywhere", anybody, needs_clinic=False)
"""Pages that belong to no clinic."""

patients_only = _audience(
    "patients",
    lambda actor: bool(actor.is_signed_in or actor.link_appointment_id or actor.review_appointment_id),
)
"""Whoever acts for a patient: signed in, or by a visit's private link. Staff may look too; rows decide."""

signed_in_only = _audience("signed in", lambda actor: actor.is_signed_in)
"""Whoever has signed in, as patient or staff."""

members_only = _audience("members", lambda actor: actor.is_member)
"""The clinic's staff."""

admins_only = _audience("admins", lambda actor: actor.is_admin)
"""The clinic's admins."""
