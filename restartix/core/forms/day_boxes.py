"""The control for a day: three boxes, which read the same in every browser, whatever language that is set to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

PARTS = {"day": (_("Day"), 2), "month": (_("Month"), 2), "year": (_("Year"), 4)}
EMPTY = dict.fromkeys(PARTS, "")


class DayBoxes(forms.Widget):
    """Day, month and year, each in a box of its own. All empty is no day; what is half filled in comes back as typed.

    A day that is sent whole under the field's own name, as in `?day=2026-12-31`, is taken as well. `picks` adds the
    browser's calendar, for days that one plans with; nobody looks for a day of birth there.
    """

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, picks: bool = True) -> None:
        super().__init__(attrs)
        self.picks = picks

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if whole := data.get(name):
            return whole
        day, month, year = (str(data.get(f"{name}_{part}") or "").strip() for part in PARTS)
        return f"{year}-{_padded(month)}-{_padded(day)}" if day or month or year else ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        merged = self.build_attrs(self.attrs, attrs)
        identity, typed = merged.get("id") or f"id_{name}", _typed(value)
        boxes = [
            {
                "name": f"{name}_{part}",
                "id": f"{identity}_{part}",
                "label": label,
                "length": length,
                "value": typed[part],
            }
            for part, (label, length) in PARTS.items()
        ]
        return {"boxes": boxes, "attrs": merged, "is_wrong": merged.get("aria-invalid"), "picks": self.picks}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return render_to_string("components/day_boxes.html", self.get_context(name, value, attrs))


def _typed(value: Any) -> dict[str, str]:
    """What stands in the boxes: of a day, or of what was typed for one."""
    if isinstance(value, date):
        return {"day": str(value.day), "month": str(value.month), "year": f"{value.year:04}"}
    year, _dash, rest = str(value or "").partition("-")
    month, _dash, day = rest.partition("-")
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year} if value else EMPTY


def _padded(typed: str) -> str:
    return typed.rjust(2, "0") if typed else ""
