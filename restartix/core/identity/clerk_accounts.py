"""Accounts at Clerk and logins here: linked by an address that its owner has proven, and by nothing else."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django_q.tasks import async_task

from restartix.core.effects.failures import OutsideFailure
from restartix.core.identity.clerk import Clerk


def look_up_soon(clerk_user_id: str) -> None:
    """Somebody unknown signed in with this account: perhaps its webhook got lost, or hasn't arrived yet."""
    async_task("restartix.core.identity.clerk_accounts.look_up", clerk_user_id)


def look_up(clerk_user_id: str) -> str:
    """Take over what Clerk says of this account now. The one that had its address before may be gone by now, too."""
    clerk = Clerk.from_settings()
    try:
        user = clerk.account(clerk_user_id)
        if user is None:
            return close_account(clerk_user_id)
        answer = update_account(user)
        earlier = _account_with(proven_address(user)) if answer == "taken" else ""
        if earlier and clerk.account(earlier) is None:
            close_account(earlier)
            answer = update_account(user)
    except OutsideFailure as failure:
        return f"later: {failure.code}"
    return answer


def update_account(user: dict[str, Any]) -> str:
    """Their address becomes ours too once it is proven; a login with that address and no living account is theirs.
    "taken" while another account here has the address: it may be about to let go of it."""
    told = [user["id"], proven_address(user), _instant(user.get("updated_at")), bool(user.get("banned"))]
    return str(_call("SELECT public.clerk_user_changed(%s, %s, %s, %s)", told))


def close_account(clerk_user_id: str) -> str:
    """They can't sign in any more, even if the webhook that the account was created arrives later. All their data
    stays, and is theirs again once Clerk has a new account with their proven address."""
    _call("SELECT public.clerk_user_deleted(%s)", [clerk_user_id])
    return "gone"


def end_session(session: str) -> None:
    """Whoever signed in with it is signed out here too."""
    _call("SELECT public.end_clerk_session(%s)", [session])


def proven_address(user: dict[str, Any]) -> str:
    """The user's main address, if its owner has shown that it is theirs; empty otherwise."""
    addresses = user.get("email_addresses")
    for address in addresses if isinstance(addresses, list) else []:
        verification = address.get("verification") if isinstance(address, dict) else None
        if not isinstance(verification, dict):
            continue
        if (
            address.get("id") == user.get("primary_email_address_id")
            and verification.get("status") == "verified"
        ):
            return str(address.get("email_address") or "").strip().lower()
    return ""


def _instant(value: Any) -> int:
    """Milliseconds; zero for anything that can't be a timestamp."""
    return value if type(value) is int and 0 <= value < 2**53 else 0


def _account_with(email: str) -> str:
    return _call("SELECT public.clerk_account_with(%s)", [email]) or ""


def _call(statement: str, told: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        (answer,) = cursor.fetchone()
    return answer
