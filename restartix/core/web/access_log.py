"""Opening somebody's record is written in the log, beside what was changed there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.db import connection
from django.http import HttpResponse

from restartix.core.web.middleware import ClinicRequest

What = Literal["visit", "forms", "session", "person"]
View = Callable[..., HttpResponse]


def opens(what: What, *, visit: str = "", person: str = "") -> Callable[[View], View]:
    """A page of staff's that shows a record: `visit` or `person` names the part of its address that says whose."""

    def declare(view: View) -> View:
        @wraps(view)
        def logged(request: ClinicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if request.method == "GET" and response.status_code == 200 and request.actor.is_member:
                log_opening(what, visit=kwargs.get(visit), person=kwargs.get(person))
            return response

        logged.opens = what  # type: ignore[attr-defined]
        return logged

    return declare


def log_opening(what: What, *, visit: Any = None, person: Any = None) -> None:
    """The opener is whoever is in scope; the database takes nobody's word for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.log_opening(%s, %s, %s)", [what, visit, person])
