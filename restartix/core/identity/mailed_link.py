"""Signing in without a password: a link by e-mail that works once, and only for people known at the clinic."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from restartix.core.clinics.scope import link_hash, new_nonce, token_for
from restartix.core.effects.models import Effect, Kind
from restartix.core.limits.targets import may_send

MINUTES = 15


def request_link(*, email: str, organisation_id: int) -> None:
    """Mail a link if this clinic knows the address and not too many were requested. The requester learns nothing either
    way; links that were mailed before work until they expire."""
    if not may_send("sign-in", organisation_id=organisation_id, email=email):
        return
    nonce = new_nonce()
    hashed = link_hash(token_for(nonce, purpose="sign-in"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.ask_sign_in(%s, %s, %s, %s)", [email.strip(), nonce, hashed, MINUTES])
        (link_id,) = cursor.fetchone()
    if link_id:
        Effect.require(
            Kind.MAIL,
            code="sign-in",
            subject=f"mail:sign-in:{link_id}",
            organisation_id=organisation_id,
            link_id=link_id,
        )


def consume_link(token: str) -> tuple[UUID, str] | None:
    """The login this link is for and its session nonce; None when it was used, is too old or isn't one of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id, session_nonce FROM public.spend_sign_in(%s)", [link_hash(token)])
        found: tuple[UUID, str] | None = cursor.fetchone()
    return found


def login_of_clerk_user(clerk_user_id: str) -> tuple[UUID, str] | None:
    """Our login for somebody whom Clerk has verified; None when they have none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id, session_nonce FROM public.login_of_clerk_user(%s)", [clerk_user_id])
        found: tuple[UUID, str] | None = cursor.fetchone()
    return found


def keep_login(*, email: str, clerk_user_id: str = "") -> UUID:
    """The login of this address, made if there is none. The worker's alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.keep_login(%s, %s)", [email.strip(), clerk_user_id])
        kept: UUID = cursor.fetchone()[0]
    return kept
