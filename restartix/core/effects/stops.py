"""Numbers whose owners answered STOP: remembered for every clinic alike, since all text from the same number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField, Func

from restartix.core.effects.gsm import plain

NUMBER = re.compile(r"\+[0-9]{5,15}")
# Twilio's own words, and how a Romanian reader answers, with or without the letters' marks.
STOP = {
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "OPTOUT",
    "REVOKE",
    "OPRESTE",
    "DEZABONARE",
}
START = {"START", "YES", "UNSTOP"}


def note_stop(phone: str) -> None:
    """Its owner wants no more text messages."""
    _note("SELECT public.note_stop(%s)", phone)


def note_start(phone: str) -> None:
    """Its owner wants them again."""
    _note("SELECT public.note_start(%s)", phone)


def stopped_at(phone: str) -> datetime | None:
    """When its owner answered STOP; None while they have not, or have taken it back."""
    if not phone:
        return None
    moment: datetime | None = _call("SELECT public.stopped_at(%s)", phone)
    return moment


class TextsStoppedAt(Func):
    """The same for a number in a query."""

    function = "public.stopped_at"
    output_field = DateTimeField()


def note_answer(said: Mapping[str, str]) -> None:
    """Note somebody's answer to a text message, as Twilio passes it on. What is neither STOP nor START is not."""
    phone = said.get("From", "")
    word = plain(said.get("OptOutType") or said.get("Body", "")).rstrip(".!").upper()
    if word in STOP:
        note_stop(phone)
    elif word in START:
        note_start(phone)


def _note(change: str, phone: str) -> None:
    """Anything that isn't a number is ignored."""
    if NUMBER.fullmatch(phone):
        _call(change, phone)


def _call(asked: str, phone: str) -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(asked, [phone])
        (answer,) = cursor.fetchone()
    return answer if isinstance(answer, datetime) else None
