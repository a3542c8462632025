"""An address that only takes what is sent, opened as a page: by a reload, the address bar, or a link to "here"."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import Resolver404, resolve

READS = {"GET", "HEAD"}


class ReloadMiddleware:
    """Leads to the page above it that is for the same people, where its button stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method in READS and _is_a_page(request):
            return HttpResponseRedirect(_above(request))
        return response


def _is_a_page(request: HttpRequest) -> bool:
    return bool(getattr(request, "clinic_slug", "")) and "HX-Request" not in request.headers


def _above(request: HttpRequest) -> str:
    """The clinic's own page at last, which is everybody's. What the address asks for goes along."""
    prefix = request.path.removesuffix(request.path_info.removeprefix("/"))
    audience = _audience_of(request, request.path_info)
    parts = request.path_info.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        path = "/".join(parts[:length]) + "/"
        if _audience_of(request, f"/{path}") == audience:
            query = request.META.get("QUERY_STRING", "")
            return f"{prefix}{path}?{query}" if query else f"{prefix}{path}"
    return prefix


def _audience_of(request: HttpRequest, path: str) -> str:
    try:
        found = resolve(path, getattr(request, "urlconf", None))
    except Resolver404:
        return ""
    return getattr(found.func, "audience", "")
