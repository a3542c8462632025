"""What a page needs to go on sending although somebody signed in or out in another tab: a fresh form token, whose page
it is, and a word in the answer that says why nothing was done."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from restartix.core.identity.locks import open_while_locked
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest
from restartix.core.web.readable import split_address
from restartix.core.web.refusal_header import STALE_TOKEN, refusal_to_script, sends_by_script

NEVER_RESENT = {"csrfmiddlewaretoken", "token", "signature", "password"}
"""The old token, what proves who one is, and a drawn signature: asked for anew instead."""


@open_while_locked
@everyone
@never_cache
@require_safe
def form_token(request: ClinicRequest) -> JsonResponse:
    """A token for the forms of a page that is open already, and who is signed in now. No other site can read it."""
    return JsonResponse({"token": get_token(request), "person": person_mark(request)})


def person_mark(request: HttpRequest) -> str:
    """Stands for whoever is signed in, the same in each of their sessions; empty for visitors."""
    user = getattr(getattr(request, "actor", None), "user_id", None)
    return salted_hmac("restartix.person", str(user), algorithm="sha256").hexdigest()[:16] if user else ""


@sensitive_variables()
def draft_key(request: HttpRequest) -> str:
    """The key with which this browser keeps what the one signed in types: nobody else's page can read that.

    256 bits in base64, derived, so that their next session gets the same one. Empty for visitors.
    """
    user = getattr(getattr(request, "actor", None), "user_id", None)
    if not user:
        return ""
    return b64encode(salted_hmac("restartix.drafts", str(user), algorithm="sha256").digest()).decode()


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is old: somebody signed in or out here since the page was loaded, or another site sent this.

    A script is told in a word, fetches a new token and sends again. A form sent by one of our own pages is shown
    again with a button that sends the same once more; what another site made up is not.
    """
    if sends_by_script(request):
        return refusal_to_script(request, STALE_TOKEN, status=403)
    if not _is_ours(request):
        return render(request, "403.html", {"is_foreign": True}, status=403)
    context = {
        "fields": list(_fields(request)),
        "files": bool(request.FILES),
        "back_url": split_address(request.headers.get("Referer", "")).path,
        "resend_url": request.get_full_path(),
    }
    return render(request, "resend.html", context, status=403)


def _is_ours(request: HttpRequest) -> bool:
    """Did a page of this very site send it? The browser says so, and no page can make it lie."""
    ours = {f"{request.scheme}://{request.get_host()}", settings.SITE_URL}
    origin = request.headers.get("Origin", "")
    if origin and origin != "null":
        return origin in ours
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    referer = split_address(request.headers.get("Referer", ""))
    return f"{referer.scheme}://{referer.netloc}" in ours


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in NEVER_RESENT:
            yield from ((name, value) for value in values)
