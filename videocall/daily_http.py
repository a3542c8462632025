"""How we speak to Daily's REST interface: time limits, one try, and every answer judged."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import requests
from requests.auth import AuthBase

from restartix.core.effects.failures import Misconfigured, OutsideFailure, Refused, TryLater, failure

OURS_TO_CORRECT = {
    "authorization-header-error": "daily-bad-key",
    "authentication-error": "daily-bad-key",
    "invalid-plan-type": "daily-plan",
}


@dataclass(frozen=True)
class DailyAnswer:
    """What Daily said. `failure` is what it means as a whole, when the asker didn't expect that status."""

    status: int
    body: dict[str, Any]
    failure: OutsideFailure | None

    @property
    def is_unknown(self) -> bool:
        """Daily itself says there is no such thing; a 404 from elsewhere (a proxy, say) doesn't."""
        return self.status == 404 and isinstance(self.body.get("error"), str)

    def body_or_raise(self) -> dict[str, Any]:
        if self.failure:
            raise self.failure
        return self.body


@dataclass(frozen=True)
class DailyHTTP:
    api_key: str = field(repr=False)
    api_url: str
    timeouts: tuple[float, float]

    def ask(
        self, method: str, path: str, *, json: dict[str, Any] | None = None, bear: tuple[int, ...] = ()
    ) -> DailyAnswer:
        """One request, within the time limits. Statuses in `bear` are the asker's to judge; others raise."""
        try:
            response = _session_of_process(os.getpid()).request(
                method,
                self.api_url.rstrip("/") + path,
                json=json,
                auth=Bearer(self.api_key),
                timeout=self.timeouts,
                allow_redirects=False,
            )
        except requests.Timeout:
            raise TryLater("daily-silent") from None
        except requests.RequestException:
            raise TryLater("daily-unreachable") from None
        answer = _judged(response)
        if answer.failure and answer.status not in bear:
            raise answer.failure
        return answer


@dataclass(frozen=True)
class Bearer(AuthBase):
    """The key as a header; given as `auth`, so that a .netrc on the machine can't put its own there."""

    key: str = field(repr=False)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.key}"
        return request


@cache
def _session_of_process(_pid: int) -> requests.Session:
    """Connections are kept open between calls, but never carried over a fork."""
    return requests.Session()


def _judged(response: requests.Response) -> DailyAnswer:
    """The body's `error` is stable and may say more than the status; its `info` may change."""
    try:
        body = response.json()
    except ValueError:
        body = None
    judged: OutsideFailure | None = None
    if response.status_code != 200 or not isinstance(body, dict):
        retry_after = response.headers.get("Retry-After")
        judged = failure("daily", status=response.status_code, retry_after=retry_after)
    body = body if isinstance(body, dict) else {}
    code = OURS_TO_CORRECT.get(str(body.get("error")))
    if code and isinstance(judged, Refused | Misconfigured):
        judged = Misconfigured(code)
    return DailyAnswer(status=response.status_code, body=body, failure=judged)
