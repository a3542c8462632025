"""Refusals of the domain: an exception for the code, a sentence for the person, and a 409 page."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


class Refusal(Exception):
    """The domain refuses. The message is for the person who asked, already in their language."""


class NotYours(Refusal):
    """The one who acts may not do this to this record."""


class NotNow(Refusal):
    """Not possible as things stand: another status, too early, too late."""


class SlotTaken(Refusal):
    """Somebody else has this time, or is just booking it."""


class RefusalMiddleware:
    """A refusal that no view caught becomes a page that says why, with status 409 (403 when it isn't theirs)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        status = 403 if isinstance(exception, NotYours) else 409
        return render(request, f"{status}.html", {"reason": str(exception)}, status=status)


def violated_constraint(error: IntegrityError) -> str:
    """The name of the constraint that the database found broken; empty when it gave none."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def slot_taken() -> SlotTaken:
    return SlotTaken(_("This time has just been taken. Please choose another one."))
