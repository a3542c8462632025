"""Clerk, who keeps the accounts people sign in with. It gets an e-mail address and our id, never a name."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self

import httpx
from clerk_backend_api import Clerk as ClerkSDK
from clerk_backend_api import models
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from restartix.core.effects.failures import Misconfigured, OutsideFailure, Refused, TryLater, failure
from restartix.core.identity.clerk_session import ClerkSession, session_of

REAL = "https://api.clerk.com/v1"
NEEDED = ("CLERK_SECRET_KEY", "CLERK_PUBLISHABLE_KEY", "CLERK_JWT_KEY", "CLERK_AUTHORIZED_PARTIES")
REFUSALS = {
    "form_param_format_invalid": "clerk-refused-email",
    "form_data_missing": "clerk-setup",
    "form_param_missing": "clerk-setup",
    "user_quota_exceeded": "clerk-plan",
    "resource_not_found": "clerk-gone",
    "form_identifier_exists": "clerk-email-unproven",
}


@dataclass(frozen=True)
class Clerk:
    """One Clerk instance. Every call has a time limit and is made once: who calls decides when to try again.

    Raises TryLater or Refused. Nothing here changes an account that exists.
    """

    secret_key: str = field(repr=False)
    jwt_key: str = field(repr=False)
    authorized_parties: tuple[str, ...]
    api_url: str = REAL
    timeout_ms: int = 5000

    @classmethod
    def from_settings(cls) -> Self:
        """From the CLERK_* settings; ImproperlyConfigured names those that are missing."""
        missing = [name for name in NEEDED if not getattr(settings, name)]
        if missing:
            raise ImproperlyConfigured(f"Clerk also needs {', '.join(missing)}.")
        return cls(
            secret_key=settings.CLERK_SECRET_KEY,
            jwt_key=settings.CLERK_JWT_KEY.replace("\\n", "\n"),
            authorized_parties=tuple(settings.CLERK_AUTHORIZED_PARTIES),
            api_url=settings.CLERK_API_URL or REAL,
            timeout_ms=round(settings.CLERK_TIMEOUT * 1000),
        )

    def find_or_create_user(self, *, external_id: str, email: str) -> str:
        """Clerk's id of the one account for this person: found by our id, else by e-mail, else made.

        An e-mail address links an account only if its owner has proven it to be theirs; or anybody who typed
        a patient's address into Clerk would get their records. Safe to run again after any failure.
        """
        email = email.strip().lower()
        found = self._find(external_id, email)
        if found:
            return found
        try:
            return self._create(external_id, email)
        except OutsideFailure as failed:
            found = self._find(external_id, email) if _may_exist_now(failed) else None
            if found is None:
                raise
            return found

    def verify_session(self, token: str) -> ClerkSession:
        """Who the browser's token signs in; InvalidSession if nobody. Needs no network."""
        return session_of(token, jwt_key=self.jwt_key, authorized_parties=self.authorized_parties)

    def session_is_live(self, session_id: str) -> bool:
        """Whether Clerk still counts this session. An outage is a TryLater: it signs nobody out."""
        try:
            session = _ask(self._sdk.sessions.get, session_id=session_id)
        except Refused as refused:
            if refused.code == "clerk-gone":
                return False
            raise
        return bool(_of(session, "status") == "active")

    def account(self, user_id: str) -> dict[str, Any] | None:
        """The account as Clerk has it now; None when there is none (any more)."""
        try:
            user = _ask(self._sdk.users.get, user_id=user_id)
        except Refused as refused:
            if refused.code == "clerk-gone":
                return None
            raise
        _of(user, "id")
        return dict(user)

    def revoke_session(self, session_id: str) -> None:
        """End the session at Clerk. One that has ended already, or is unknown, counts as done."""
        try:
            _ask(self._sdk.sessions.revoke, session_id=session_id)
        except Refused:
            if self.session_is_live(session_id):
                raise

    @property
    def _sdk(self) -> ClerkSDK:
        return _sdk_of_process(os.getpid(), self.secret_key, self.api_url, self.timeout_ms)

    def _find(self, external_id: str, email: str) -> str | None:
        """Believes no filter: an account counts only if it says itself that it is the one looked for."""
        for user in self._users(external_id=[external_id]):
            if user.get("external_id") == external_id:
                return str(_of(user, "id"))
        for user in self._users(email_address=[email]):
            if any(_is_proven(address, email) for address in user.get("email_addresses") or []):
                return str(_of(user, "id"))
        return None

    def _users(self, **wanted: list[str]) -> list[dict[str, Any]]:
        users = _ask(self._sdk.users.list, request={**wanted, "limit": 10})
        if not isinstance(users, list):
            raise TryLater("clerk-unclear")
        return [user for user in users if isinstance(user, dict)]

    def _create(self, external_id: str, email: str) -> str:
        made = _ask(
            self._sdk.users.create,
            external_id=external_id,
            email_address=[email],
            skip_password_requirement=True,
        )
        return str(_of(made, "id"))


@cache
def _sdk_of_process(_pid: int, secret_key: str, api_url: str, timeout_ms: int) -> ClerkSDK:
    """One per process: connections don't survive a fork. Its HTTP client would log e-mails, in the query."""
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return ClerkSDK(bearer_auth=secret_key, server_url=api_url, timeout_ms=timeout_ms, retry_config=None)


def _ask(call: Callable[..., Any], **details: Any) -> Any:
    """Clerk's answer as plain data, also when its SDK can't read it (an odd user breaks its models)."""
    try:
        answer = call(**details)
    except models.ClerkBaseError as error:
        if isinstance(error, models.ResponseValidationError) and error.status_code < 300:
            return _json(error.raw_response)
        raise _failure(error.raw_response) from None
    except (httpx.TimeoutException, models.NoResponseError):
        raise TryLater("clerk-silent") from None
    except httpx.HTTPError:
        raise TryLater("clerk-unreachable") from None
    if isinstance(answer, list):
        return [each.model_dump(mode="json") for each in answer]
    return answer.model_dump(mode="json")


def _failure(answer: httpx.Response) -> OutsideFailure:
    """A documented code says more than the status. Clerk's texts may hold the address, so they stay here."""
    judged = failure("clerk", status=answer.status_code, retry_after=answer.headers.get("retry-after"))
    if isinstance(judged, TryLater) and not isinstance(judged, Misconfigured):
        return judged
    try:
        errors = _json(answer)["errors"]
        codes = [REFUSALS[error["code"]] for error in errors if error["code"] in REFUSALS]
    except (TryLater, KeyError, TypeError):
        return judged
    return Refused(codes[0]) if codes else judged


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise TryLater("clerk-unclear") from None


def _of(data: Any, name: str) -> Any:
    if not isinstance(data, dict) or not data.get(name):
        raise TryLater("clerk-unclear")
    return data[name]


def _may_exist_now(failed: OutsideFailure) -> bool:
    return failed.code == "clerk-email-unproven" or (
        isinstance(failed, TryLater) and failed.code != "clerk-busy"
    )


def _is_proven(address: dict[str, Any], email: str) -> bool:
    verification = address.get("verification") or {}
    return str(address.get("email_address")).lower() == email and verification.get("status") == "verified"
