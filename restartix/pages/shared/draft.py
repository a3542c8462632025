"""What a visitor has typed stays in their own browser while they look at another time, switch the language, or go from
the booking form to the waitlist's and back.

A signed cookie of the booking pages alone: the clinic stores nothing of who has not booked. It is gone with the
browser, after an hour, or once something is booked or waited for.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.http import HttpResponse, QueryDict

from restartix.core.identity import csrf_token
from restartix.core.web.middleware import ClinicRequest
from restartix.core.web.signed_cookies import read_signed, set_signed
from restartix.pages.shared.booked import DRAFT, LIFE, cookie_path
from restartix.pages.shared.details import DetailsForm

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
    parts = [csrf_token.person_mark(request), typed.urlencode()]
    set_signed(response, DRAFT, parts, path=cookie_path())
    return response


def load_draft(request: ClinicRequest) -> QueryDict | None:
    """What this person (or this visitor) left; None when there is nothing, or somebody else typed it."""
    saved = read_signed(request, DRAFT, max_age=LIFE)
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


def _field_of(name: str, fields: Collection[str]) -> bool:
    """Some fields have several boxes, numbered or named behind the field's own name."""
    return name in fields or name.rpartition("_")[0] in fields
