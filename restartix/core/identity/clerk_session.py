"""A session token that Clerk gave the browser, verified without asking Clerk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clerk_backend_api.security import TokenVerificationError, VerifyTokenOptions, verify_token
from clerk_backend_api.security.machine import is_machine_token


class InvalidSession(Exception):
    """The token signs nobody in. Its text is a short code, never the token."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class ClerkSession:
    """Who signed in, and the session at Clerk that says so, to ask about again later."""

    user_id: str
    session_id: str


def session_of(token: str, *, jwt_key: str, authorized_parties: Sequence[str]) -> ClerkSession:
    """The session behind a token that Clerk signed for one of our own addresses and that has not expired.

    Stricter than the SDK, it refuses a machine's token (the SDK would ask the network about it), one that
    never expires, one that is no session's (a template's), one still waiting for a second step, and one of
    somebody acting as somebody else (the audit would name the wrong person). Raises InvalidSession.
    """
    if is_machine_token(token):
        raise InvalidSession("not-a-session")
    options = VerifyTokenOptions(jwt_key=jwt_key, authorized_parties=list(authorized_parties))
    try:
        claims = verify_token(token, options)
    except TokenVerificationError as error:
        raise InvalidSession(error.reason.value[0]) from None
    except (ValueError, TypeError):
        raise InvalidSession("token-invalid") from None
    return _judged(claims)


def _judged(claims: dict[str, Any]) -> ClerkSession:
    user_id, session_id = claims.get("sub"), claims.get("sid")
    if not (isinstance(user_id, str) and isinstance(session_id, str) and user_id and session_id):
        raise InvalidSession("not-a-session")
    if claims.get("exp") is None:
        raise InvalidSession("never-expires")
    if claims.get("sts") == "pending":
        raise InvalidSession("pending")
    if claims.get("act"):
        raise InvalidSession("impersonated")
    return ClerkSession(user_id=user_id, session_id=session_id)
