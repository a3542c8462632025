"""What Clerk tells by itself: an address changed, an account is gone, a session has ended. Signed, and in any order.

Nothing waits for it: who signs in is known from their token alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from restartix.effects.webhooks import verified
from restartix.organisations.audiences import anyone_anywhere


@csrf_exempt
@require_POST
@anyone_anywhere
def clerk_report(request: HttpRequest) -> HttpResponse:
    """Each report says how things stand, so that one that comes twice, or late, changes nothing. One that can't be
    taken yet is answered with 409: Clerk brings it again, for hours."""
    if not settings.CLERK_WEBHOOK_SECRET:
        raise Http404
    try:
        said = verified(request, settings.CLERK_WEBHOOK_SECRET)
    except SuspiciousOperation:
        return HttpResponse(status=403)
    act, about = ACTS.get(str(said.get("type"))), said.get("data")
    is_taken = not (act and isinstance(about, dict) and isinstance(about.get("id"), str)) or act(about)
    return HttpResponse(status=204 if is_taken else 409)


def user_changed(user: dict[str, Any]) -> bool:
    """Their address becomes ours too once it is proven; a login with that address and no account yet is theirs.
    False while somebody else here has the address: they may be about to let go of it."""
    told = [user["id"], proven_address(user), user.get("updated_at") or 0, bool(user.get("banned"))]
    return _call("SELECT public.clerk_user_changed(%s, %s, %s, %s)", told) != "taken"


def user_deleted(user: dict[str, Any]) -> bool:
    """They can't sign in any more, even if the news that the account was made comes later. All about them stays."""
    _call("SELECT public.clerk_user_deleted(%s)", [user["id"]])
    return True


def session_ended(session: dict[str, Any]) -> bool:
    """Signed out here too; also when the browser brings its token only afterwards."""
    _call("SELECT public.end_clerk_session(%s)", [session["id"]])
    return True


def proven_address(user: dict[str, Any]) -> str:
    """The user's main address, if its owner has shown that it is theirs; empty otherwise."""
    for address in user.get("email_addresses") or []:
        verification = address.get("verification") or {}
        if (
            address.get("id") == user.get("primary_email_address_id")
            and verification.get("status") == "verified"
        ):
            return str(address.get("email_address") or "").strip().lower()
    return ""


ACTS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "user.created": user_changed,
    "user.updated": user_changed,
    "user.deleted": user_deleted,
    "session.ended": session_ended,
    "session.removed": session_ended,
    "session.revoked": session_ended,
}


def _call(statement: str, told: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        (said,) = cursor.fetchone()
    return said
