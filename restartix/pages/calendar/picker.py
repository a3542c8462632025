"""The date picker: a small month, each day of which leads to the view one is in."""

from __future__ import annotations

from datetime import date
from typing import Any

from restartix.core.clock import format_day, long_date
from restartix.core.weeks import month_named, month_of, months_on, weeks_of
from restartix.pages.calendar.calendar_context import CalendarContext
from restartix.pages.calendar.period import View


def picked_month(desk: CalendarContext) -> date:
    """The month asked for by ?pick=, else that of the period shown."""
    asked = month_named(desk.request.GET.get("pick", ""))
    return asked or month_of(desk.today if desk.place.holds(desk.today) else desk.place.start)


def date_picker(desk: CalendarContext) -> dict[str, Any]:
    """For _date_picker.html."""
    month, place = picked_month(desk), desk.place
    weeks = weeks_of(month, place.first_weekday)
    return {
        "title": format_day(month, "LLLL y"),
        "is_open": "pick" in desk.request.GET,
        "previous_url": _page(desk, months_on(month, -1)),
        "next_url": _page(desk, months_on(month, 1)),
        "weekdays": [
            {"short": format_day(day, "EEEEEE"), "long": format_day(day, "EEEE")} for day in weeks[0]
        ],
        "weeks": [[_day(desk, day, month) for day in days] for days in weeks],
    }


def _page(desk: CalendarContext, month: date) -> str:
    return f"{desk.place.url}&pick={month:%Y-%m}"


def _day(desk: CalendarContext, day: date, month: date) -> dict[str, Any]:
    place = desk.place
    return {
        "number": day.day,
        "label": long_date(day),
        "url": place.at(day, place.view).url,
        "is_today": day == desk.today,
        "is_here": place.view != View.MONTH and place.holds(day),
        "is_outside": day.month != month.month,
    }
