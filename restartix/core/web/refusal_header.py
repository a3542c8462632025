"""How a script on a page learns why what it sent was refused: by one word in a header. static/js/send.js reads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import add_never_cache_headers

HEADER = "X-Refusal"
STALE_TOKEN = "stale-token"
SIGNED_OUT = "signed-out"


def sends_by_script(request: HttpRequest) -> bool:
    """htmx says so itself, our other scripts say it as browsers' scripts always have."""
    return "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "XMLHttpRequest"


def refusal_to_script(request: HttpRequest, word: str, *, status: int) -> HttpResponse:
    """Nothing was done, and a script can tell why."""
    response = JsonResponse({"refused": word}, status=status, headers={HEADER: word})
    add_never_cache_headers(response)
    return response
