"""What a week or a month without open times says instead of showing dead days: where there are some, or none yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from restartix.core.clock import format_day, long_date


@dataclass(frozen=True)
class Gap:
    """For components/empty.html."""

    title: str
    text: str
    url: str = ""
    action: str = ""


def beyond_horizon(last: date, *, url: str) -> Gap:
    """Later than anything that can be booked; `url` leads to what can."""
    return Gap(
        title=_("Not open for booking yet"),
        text=_("Visits can be booked until %(day)s.") % {"day": long_date(last)},
        url=url,
        action=_("See open times"),
    )


def elsewhere(shown: date, free: date, *, url: str) -> Gap:
    """Nothing around the day shown, but on the day `free`, to which `url` leads."""
    is_same_month = (shown.year, shown.month) == (free.year, free.month)
    title = _("Times are free in another week") if is_same_month else _("Times are free in another month")
    return Gap(
        title=title,
        text=_("The nearest open day is %(day)s.") % {"day": long_date(free)},
        url=url,
        action=_("Go to %(day)s") % {"day": format_day(free, "d MMMM")},
    )
