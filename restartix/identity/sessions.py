"""Who is signed in on this browser: our own session, begun once somebody has shown who they are."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from restartix.identity.devices import device_named
from restartix.identity.models import Session, User, new_nonce
from restartix.organisations.middleware import ClinicRequest
from restartix.organisations.scope import enter


def begin(request: ClinicRequest, *, user_id: UUID, nonce: str) -> HttpResponse:
    """Sign them in here, in a session with a new key and nothing of an earlier one but where they were going."""
    there = request.session.get("next", "")
    request.session.flush()
    device = device_named(request.headers.get("User-Agent", ""))
    request.session.update(begun(user_id, nonce, device))
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    rotate_token(request)
    request.actor = enter(
        slug=request.clinic_slug,
        user_id=user_id,
        session_nonce=nonce,
        client_id=request.actor.client_id,
    )
    join()
    return redirect(there if is_ours(there) else home_of(request))


def join() -> None:
    """Whoever was invited to work here, has come."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.member_joins()")


def begun(user_id: UUID | str, nonce: str, device: str = "") -> dict[str, Any]:
    """What a session says of whoever it lets in, from now on."""
    now = int(time.time())
    return {"user_id": str(user_id), "nonce": nonce, "began": now, "seen": now, "device": device}


def end(request: ClinicRequest) -> None:
    request.session.flush()
    rotate_token(request)


def end_everywhere(request: ClinicRequest) -> None:
    """Every session of whoever asks is over, this one too: the rows are gone, and what was copied is worth nothing."""
    assert request.actor.user_id
    User.objects.filter(pk=request.actor.user_id).update(session_nonce=new_nonce())
    Session.objects.filter(user_id=request.actor.user_id).delete()
    end(request)


def of(user_id: UUID) -> QuerySet[Session]:
    """Where they are signed in, the latest used first."""
    return Session.objects.filter(user_id=user_id, expire_date__gt=timezone.now()).order_by(
        F("seen_at").desc(nulls_last=True)
    )


def remember_destination(request: ClinicRequest, there: str) -> None:
    """Keep where they were going, unless it is none of this clinic's pages."""
    if is_ours(there):
        request.session["next"] = there


def is_ours(there: str) -> bool:
    """An address without a host, below this clinic's own prefix."""
    return there.startswith(get_script_prefix()) and url_has_allowed_host_and_scheme(
        there, allowed_hosts=None
    )


def home_of(request: ClinicRequest) -> str:
    return reverse("dashboard" if request.actor.is_member else "my_visits")
