"""Pages that belong to no clinic: the front, health, the demo's outbox, the language switch, and refusals."""

from __future__ import annotations

from datetime import UTC, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    HttpResponseServerError,
    JsonResponse,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from psycopg.errors import QueryCanceled

from restartix.core.clock import UNIVERSAL
from restartix.core.effects.heartbeat import is_beating
from restartix.core.identity.languages import switch_language
from restartix.core.web.audiences import anyone_anywhere
from restartix.core.web.request_id import current_request_id
from restartix.pages.system import demo

HEALTH_PATIENCE = timedelta(seconds=1)


@anyone_anywhere
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Every clinic has its own address; only the demo's are no secret."""
    return render(request, "front.html", {"clinics": demo.clinics() if settings.DEMO else []})


@anyone_anywhere
@never_cache
@require_safe
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served; says whether the worker has been seen of late, and nothing else.

    A database that is slow is waited for a second, and said to be slow; without one it is a 503.
    """
    try:
        worker = "ok" if is_beating(within=HEALTH_PATIENCE) else "late"
    except OperationalError as failure:
        if isinstance(failure.__cause__, QueryCanceled):
            return JsonResponse({"web": "ok", "database": "slow"})
        return JsonResponse({"web": "no database"}, status=503)
    return JsonResponse({"web": "ok", "worker": worker})


@anyone_anywhere
@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What the demo would have sent, newest first. Only the demo has it."""
    if not settings.DEMO:
        raise Http404
    kept = sorted(settings.OUTBOX_DIR.glob("*.eml"), key=lambda path: -path.stat().st_mtime)[:100]
    return render(request, "outbox.html", {"mails": [_mail(path) for path in kept]})


@anyone_anywhere
@never_cache
@require_safe
def outbox_file(request: HttpRequest, name: str, place: int) -> HttpResponse:
    """What was attached to one of the demo's mails, by its place."""
    mail = settings.OUTBOX_DIR / f"{name}.eml"
    if not (settings.DEMO and mail.exists()):
        raise Http404
    files = list(_read(mail).iter_attachments())
    if place >= len(files):
        raise Http404
    response = HttpResponse(files[place].get_payload(decode=True), content_type=files[place]["Content-Type"])
    response["Content-Disposition"] = f'attachment; filename="{files[place].get_filename()}"'
    return response


@anyone_anywhere
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    there = request.POST.get("next", "/")
    safe = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return switch_language(request, HttpResponseRedirect(there if safe else "/"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks the database nothing, which may be what is wrong; the clinic is named if it was known already."""
    known = {"request_id": current_request_id(), "organisation": getattr(request, "clinic", None)}
    language = getattr(request, "LANGUAGE_CODE", "") or get_language_from_request(request)
    with override(language):
        return HttpResponseServerError(render_to_string("500.html", known))


def _read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _mail(path: Path) -> dict[str, Any]:
    message = _read(path)
    text = message.get_body(("plain",))
    is_text = "X-Text-To" in message
    return {
        "to": message["X-Text-To"] if is_text else message["To"],
        "subject": _("Text message") if is_text else message["Subject"],
        "is_text": is_text,
        "date": UNIVERSAL.moment(message["Date"].datetime.replace(tzinfo=UTC)) if message["Date"] else "",
        "text": text.get_content() if text else "",
        "files": [
            {"name": part.get_filename(), "url": reverse("outbox_file", args=[path.stem, place])}
            for place, part in enumerate(message.iter_attachments())
        ],
    }
