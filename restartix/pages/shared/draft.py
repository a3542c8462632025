"""What a visitor has typed stays in their own browser while they look at another time, switch the language, or go from
the booking form to the waitlist's and back.

A signed cookie of the booking pages alone: the clinic stores nothing of who has not booked. It is gone with the
browser, after an hour, or once something is booked or waited for.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, QueryDict
from django.urls import get_script_prefix

from appointments.models import Appointment
from restartix.core.identity import csrf_token
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.shared.details import DetailsForm

DRAFT, BOOKED = "booking_draft", "booked_here"
LIFE = 3600
LONGEST = 3_800
"""Browsers drop a cookie of more than four thousand bytes."""

Answer = TypeVar("Answer", bound=HttpResponse)


def save_draft(
    request: ClinicRequest, response: Answer, form: DetailsForm, *, asked: dict[str, str] | None = None
) -> Answer:
    """Of the form's own fields, whatever is in them, and what its address `asked`; what only the other form has stays
    as it was left."""
    typed = load_draft(request) or QueryDict(mutable=True)
    forget_fields(typed, form.fields)
    typed.update(dict.fromkeys(form.fields, ""))
    for name, values in request.POST.lists():
        if _field_of(name, form.fields):
            typed.setlist(name, values)
    for name, said in (asked or {}).items():
        typed[name] = said
    _set(response, DRAFT, [csrf_token.person_mark(request), typed.urlencode()])
    return response


def load_draft(request: ClinicRequest) -> QueryDict | None:
    """What this person (or this visitor) left; None when there is nothing, or somebody else typed it."""
    saved = _get(request, DRAFT)
    return (
        QueryDict(saved[1], mutable=True) if saved and saved[0] == csrf_token.person_mark(request) else None
    )


def fill_in(form: DetailsForm, typed: QueryDict) -> None:
    """As it was left; a field that wasn't there begins as ever. Errors are for later."""
    for name in form.fields:
        begins = form[name].value()
        if begins and name not in typed:
            typed[name] = str(begins)
    form.data, form.is_bound = typed, True
    form.errors.clear()


def forget_fields(typed: QueryDict, names: Collection[str]) -> None:
    for name in list(typed):
        if _field_of(name, names):
            del typed[name]


def drop_draft(response: Answer) -> Answer:
    response.delete_cookie(DRAFT, path=_path())
    return response


def remember_booking(request: ClinicRequest, response: Answer, visit: Appointment) -> Answer:
    """Which visit came of the form at this address: whoever goes back to it, perhaps after another time was chosen
    there, is led to the visit."""
    _set(response, BOOKED, [str(visit.pk), _page(request)])
    return response


def booked_from_here(request: ClinicRequest) -> int | None:
    """The visit that was booked from the form at this very address a moment ago."""
    saved = _get(request, BOOKED)
    return int(saved[0]) if saved and saved[1] == _page(request) else None


def _field_of(name: str, fields: Collection[str]) -> bool:
    """Some fields have several boxes, numbered or named behind the field's own name."""
    return name in fields or name.rpartition("_")[0] in fields


def _page(request: ClinicRequest) -> str:
    return f"{request.GET.get('at', '')}|{request.GET.get('with', '')}"


def _set(response: HttpResponse, name: str, said: list[str]) -> None:
    value = signing.dumps(said, salt=name, compress=True)
    if len(value) > LONGEST:
        return
    response.set_cookie(name, value, path=_path(), httponly=True, samesite="Lax", secure=settings.SECURE)


def _get(request: ClinicRequest, name: str) -> list[str] | None:
    try:
        said: list[str] = signing.loads(request.COOKIES.get(name, ""), salt=name, max_age=LIFE)
    except signing.BadSignature:
        return None
    return said


def _path() -> str:
    """Of this clinic's booking pages."""
    return f"{get_script_prefix()}services/"
