"""Clerk's webhooks: an address changed, an account is gone, a session has ended. Signed, and in any order.

Nothing waits for it: who signs in is known from their token alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from restartix.core.identity import clerk_accounts
from restartix.core.web.audiences import anyone_anywhere
from restartix.pages.hooks.webhooks import UnreadableBody, verify_call

LONGEST_ID = 64


@csrf_exempt
@require_POST
@anyone_anywhere
def clerk_report(request: HttpRequest) -> HttpResponse:
    """Each report describes the current state, so one that comes twice, or late, changes nothing. One that can't be
    accepted yet is answered with 409: Clerk sends it again, for hours."""
    if not settings.CLERK_WEBHOOK_SECRET:
        raise Http404
    try:
        said = verify_call(request, settings.CLERK_WEBHOOK_SECRET)
    except SuspiciousOperation:
        return HttpResponse(status=403)
    except UnreadableBody:
        return HttpResponse(status=400)
    act, about = ACTS.get(str(said.get("type"))), _object(said.get("data"))
    is_taken = act is None or not _is_id(about.get("id")) or act(about)
    return HttpResponse(status=204 if is_taken else 409)


def user_changed(user: dict[str, Any]) -> bool:
    """False while somebody else here has the address: Clerk tells of it again."""
    return clerk_accounts.update_account(user) != "taken"


def user_deleted(user: dict[str, Any]) -> bool:
    clerk_accounts.close_account(user["id"])
    return True


def session_ended(session: dict[str, Any]) -> bool:
    """Signed out here too; also when the browser brings its token only afterwards."""
    clerk_accounts.end_session(session["id"])
    return True


ACTS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "user.created": user_changed,
    "user.updated": user_changed,
    "user.deleted": user_deleted,
    "session.ended": session_ended,
    "session.removed": session_ended,
    "session.revoked": session_ended,
}


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID
