"""Who is signed in on this browser: our own session, begun once somebody has shown who they are."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from restartix.core.clinics.actor import Actor
from restartix.core.clinics.scope import enter, new_nonce
from restartix.core.identity import clerk_sweep
from restartix.core.identity.devices import device_named
from restartix.core.identity.models import Session, User
from restartix.core.web.addresses import is_ours
from restartix.core.web.middleware import ClinicRequest

LINGER = timedelta(days=1)
"""How long an expired session is still known, so that its browser can be told why and brought back to its page."""


def begin(request: ClinicRequest, *, user_id: UUID, nonce: str, clerk_session_id: str = "") -> HttpResponse:
    """Sign them in here, in a session with a new key and nothing of an earlier one but where they were going."""
    there = request.session.get("next", "")
    _leave(request, but=clerk_session_id)
    request.session.flush()
    device = device_named(request.headers.get("User-Agent", ""))
    request.session.update(session_content(user_id, nonce, device))
    if clerk_session_id:
        request.session["clerk_session_id"] = clerk_session_id
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    rotate_token(request)
    request.actor = enter(
        slug=request.clinic_slug,
        user_id=user_id,
        session_nonce=nonce,
        client_id=request.actor.client_id,
    )
    keep_for(request)
    join()
    return redirect(there if is_ours(there) else home_of(request))


def longest_rest(actor: Actor) -> int:
    """After how many idle seconds the session ends."""
    return int(settings.STAFF_SESSION_SECONDS if actor.is_member else settings.SESSION_COOKIE_AGE)


def keep_for(request: ClinicRequest) -> None:
    """Keep the session for as long as this person may be idle, and its row a while longer."""
    request.session.set_expiry(longest_rest(request.actor) + int(LINGER.total_seconds()))


def join() -> None:
    """Record that the invited colleague has joined."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.member_joins()")


def session_content(user_id: UUID | str, nonce: str, device: str = "") -> dict[str, Any]:
    """The content of a new session of this user."""
    now = int(time.time())
    return {"user_id": str(user_id), "nonce": nonce, "began": now, "seen": now, "device": device}


def end(request: ClinicRequest) -> None:
    """Signed out here, and at Clerk where the session began there."""
    _leave(request)
    request.session.flush()
    rotate_token(request)


def end_everywhere(request: ClinicRequest) -> None:
    """End every session of the current user, this one too: the rows are deleted, and a copied cookie is worthless."""
    assert request.actor.user_id
    User.objects.filter(pk=request.actor.user_id).update(session_nonce=new_nonce())
    own = Session.objects.filter(user_id=request.actor.user_id)
    for clerk_session in own.exclude(clerk_session_id="").values_list("clerk_session_id", flat=True):
        clerk_sweep.leave(clerk_session)
    own.delete()
    end(request)


def of(user_id: UUID) -> QuerySet[Session]:
    """Where they are signed in, the latest used first."""
    return Session.objects.filter(user_id=user_id, expire_date__gt=timezone.now() + LINGER).order_by(
        F("seen_at").desc(nulls_last=True)
    )


def remember_destination(request: ClinicRequest, there: str) -> None:
    """Remember where they were going, if it is one of this clinic's pages."""
    if is_ours(there):
        request.session["next"] = there


def _leave(request: ClinicRequest, *, but: str = "") -> None:
    clerk_session = request.session.get("clerk_session_id", "")
    if clerk_session and clerk_session != but:
        clerk_sweep.leave(clerk_session)


def home_of(request: ClinicRequest) -> str:
    return reverse("dashboard" if request.actor.is_member else "my_visits")
