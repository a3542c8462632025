"""What the pages at `my/` share: the tabs above them."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


def tabs(current: str) -> list[dict[str, object]]:
    """For components/tabs.html; `current` is the name of the page's address. A page that isn't there is left out."""
    pages = {"my_visits": _("Visits"), "my_calendar": _("Calendar"), "my_family": _("Family")}
    return [
        {"name": words, "url": url, "current": name == current}
        for name, words in pages.items()
        if (url := _address(name))
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
