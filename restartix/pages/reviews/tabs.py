"""The tabs above the pages about ratings."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(current: str) -> list[dict[str, object]]:
    """For components/tabs.html; `current` is the name of the page's address."""
    pages = (("alerts", _("Low ratings")), ("ratings", _("Averages")))
    return [{"name": words, "url": reverse(name), "current": name == current} for name, words in pages]
