"""Around each request: which clinic its address names, and the one transaction that says who asks."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import set_script_prefix

from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import enter

Respond = Callable[[HttpRequest], HttpResponse]

OUTSIDE_CLINICS = {"", "static", "healthz", "outbox", "hooks", "language", "robots.txt", "favicon.ico"}
SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
VISIT_COOKIE = "visit"
CLIENT_COOKIE = "client"
A_YEAR = 365 * 24 * 3600


class ClinicRequest(HttpRequest):
    """A request as views see it."""

    actor: Actor
    csp_nonce: str
    clinic_slug: str
    clinic: Organisation
    """Set by whoever has fetched it; restartix.core.web.current_clinic reads it."""


class ClinicMiddleware:
    """The first part of an address names the clinic. The rest of the site is written as if it were the only one:
    routes know nothing of slugs, and every address that is reversed gets this clinic's prefix."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: ClinicRequest) -> HttpResponse:
        first, _, rest = request.path_info.removeprefix("/").partition("/")
        is_clinic = first not in OUTSIDE_CLINICS and SLUG.fullmatch(first)
        request.clinic_slug = first if is_clinic else ""
        within = bool(request.clinic_slug) and request.path_info.count("/") > 1
        set_script_prefix(f"/{first}/" if within else "/")
        if within:
            request.urlconf = settings.CLINIC_URLCONF
            request.path_info = f"/{rest}"
        return self.get_response(request)


class ScopeMiddleware:
    """One transaction around the whole request, rendering included; a failing one leaves nothing behind. The health
    check alone has none: it says whether there is a database."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: ClinicRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            request.actor = Actor()
            return self.get_response(request)
        client_id, is_new = visitor(request)
        with transaction.atomic():
            request.actor = actor_of(request, client_id)
            response = self.get_response(request)
            if response.streaming and not getattr(response, "is_static", False):
                raise RuntimeError("A streamed answer would be read after its scope has ended.")
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if is_new and request.clinic_slug:
            remember(response, client_id)
        return response


def actor_of(request: ClinicRequest, client_id: uuid.UUID) -> Actor:
    """Say who asks until the transaction ends. A locked browser is a patient's for now: core.identity.locks."""
    sign_out_whom_clerk_has(request)
    is_locked = lock_of(request) is not None
    return enter(
        slug=request.clinic_slug,
        user_id=None if is_locked else request.session.get("user_id"),
        session_nonce=request.session.get("nonce", ""),
        link="" if is_locked else request.COOKIES.get(VISIT_COOKIE, ""),
        client_id=client_id,
    )


def lock_of(request: HttpRequest) -> uuid.UUID | None:
    """What this browser's session is locked for; None while it is its owner's."""
    lock: uuid.UUID | None = request.session.lock  # type: ignore[attr-defined]
    return lock


def sign_out_whom_clerk_has(request: HttpRequest) -> None:
    """A session that began at Clerk lives as long as it does there; what Clerk said last is kept here."""
    session = request.session.get("clerk_session_id")
    if not session:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.clerk_session_is_over(%s)", [session])
        (is_over,) = cursor.fetchone()
    if is_over:
        rested = time.time() - request.session.get("seen", 0) > settings.STAFF_SESSION_SECONDS
        request.session.flush()
        if rested:
            request.session["rested"] = True


def visitor(request: HttpRequest) -> tuple[uuid.UUID, bool]:
    """The anonymous id of this browser, and whether it was made just now."""
    try:
        return uuid.UUID(request.get_signed_cookie(CLIENT_COOKIE)), False
    except Exception:
        return uuid.uuid4(), True


def remember(response: HttpResponse, client_id: uuid.UUID) -> None:
    response.set_signed_cookie(
        CLIENT_COOKIE, str(client_id), max_age=A_YEAR, httponly=True, samesite="Lax", secure=settings.SECURE
    )
