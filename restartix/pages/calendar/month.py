"""The month: how many visits each day has, by status, and a way to each day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.models import Status
from restartix.core.clock import format_day, long_date
from restartix.core.fingerprint import fingerprint
from restartix.core.weeks import weeks_of
from restartix.pages.calendar.calendar_context import CalendarContext
from restartix.pages.calendar.period import Period, View
from restartix.pages.calendar.rendered_view import CalendarView
from restartix.pages.calendar.visit_rows import Counts, counts_of
from restartix.pages.calendar.worked_minutes import worked_days


@dataclass(frozen=True)
class MonthDay:
    """One day of the month's table; `counts` in the order of a visit's life."""

    number: int
    label: str
    url: str
    total: int
    total_words: str
    counts: list[dict[str, Any]]
    is_today: bool
    is_outside: bool
    is_off: bool
    closed: str = ""


def month_sheet(desk: CalendarContext) -> CalendarView:
    place = desk.place
    counts = counts_of(desk.visits(), desk.clock)
    worked, closed = worked_days(desk.chosen_specialists, place.days, desk.clock)
    total = sum(sum(by_status.values()) for by_status in counts.values())
    return CalendarView(
        title=format_day(place.start, "LLLL y").capitalize(),
        under=_visits(total),
        template="appointments/desk/calendar/_month.html",
        seen=fingerprint(sorted(counts.items()), sorted(worked), sorted(closed.items()), desk.today),
        context=lambda: _weeks(desk, counts, worked, closed),
    )


def _weeks(
    desk: CalendarContext, counts: Counts, worked: set[date], closed: dict[date, str]
) -> dict[str, Any]:
    place, weeks = desk.place, weeks_of(desk.place.start, desk.place.first_weekday)
    words = {str(value): str(label) for value, label in Status.choices}
    shown = [
        {
            "url": place.at(days[0], View.WEEK).url,
            "number": days[-place.first_weekday % 7].isocalendar().week,
            "days": [
                replace(
                    _day(day, place, counts.get(day, {}), words, desk.today, is_off=day not in worked),
                    closed=closed.get(day, "") if place.holds(day) else "",
                )
                for day in days
            ],
        }
        for days in weeks
    ]
    return {"weeks": shown, "weekdays": weekdays(weeks[0])}


def weekdays(days: list[date]) -> list[dict[str, str]]:
    return [{"short": format_day(day, "EEE"), "long": format_day(day, "EEEE")} for day in days]


def _day(
    day: date, place: Period, by_status: dict[str, int], words: dict[str, str], today: date, *, is_off: bool
) -> MonthDay:
    total = sum(by_status.values())
    return MonthDay(
        number=day.day,
        label=long_date(day),
        url=place.at(day, View.DAY).url,
        total=total,
        total_words=_visits(total),
        counts=[
            {"status": status, "word": word, "count": by_status[status]}
            for status, word in words.items()
            if status in by_status
        ],
        is_today=day == today,
        is_outside=not place.holds(day),
        is_off=is_off,
    )


def _visits(number: int) -> str:
    return (
        ngettext("%(count)s visit", "%(count)s visits", number) % {"count": number}
        if number
        else _("No visits")
    )
