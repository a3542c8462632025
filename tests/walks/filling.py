"""What somebody types into a form that they have nothing particular to say in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.walks.page import PageForm

QUESTION = re.compile(r"q[0-9a-f-]{8,}$|cannot_draw$|privacy$")
EXAMPLES: dict[str, Callable[[], Any]] = {
    "text": lambda: "Some words",
    "textarea": lambda: "Some words",
    "search": lambda: "Some words",
    "email": lambda: "somebody@visitors.example",
    "tel": lambda: "0721 234 567",
    "number": lambda: "60",
    "time": lambda: "10:00",
    "file": lambda: SimpleUploadedFile("paper.pdf", b"%PDF-1.4 paper", "application/pdf"),
}


DAY_BOX = re.compile(r"_(day|month|year)$")


def part_of_day(box: str) -> str:
    """For a box of a day: of one a few days ahead."""
    day = timezone.now() + timedelta(days=3)  # utc day: one ahead, on any clock
    return str(getattr(day, box))


def fill_in(form: PageForm, **typed: Any) -> dict[str, Any]:
    """What has to be filled in and is empty, and every question of a clinic's own form."""
    told: dict[str, Any] = {}
    for name, kind in form.kinds.items():
        is_asked = name in form.required or QUESTION.match(name) or kind == "radio"
        if name in typed or DAY_BOX.sub("", name) in typed or not is_asked or any(form.fields.get(name, [])):
            continue
        choices = [one for one in form.choices.get(name, []) if one]
        if kind in ("select", "radio", "checkbox"):
            told[name] = choices[0] if choices else "on"
        elif box := DAY_BOX.search(name):
            told[name] = part_of_day(box[1])
        elif kind in EXAMPLES:
            told[name] = EXAMPLES[kind]()
    return told | typed
