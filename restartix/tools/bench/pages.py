"""What is measured: the pages that people wait for, and beside each what it may take."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from restartix.tools.bench.client import Ask, fetch
from restartix.tools.bench.load import BigClinic

ZONE = ZoneInfo("Europe/Bucharest")
DETAILS = {"name": "Ana Pop", "privacy": "on", "privacy_version": "1"}
WEEKS = 240
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Probe:
    """One page and its bound: so many times the floor named, or the page itself in the small clinic."""

    name: str
    ask: Callable[[int], Ask]
    floor: str = ""
    most: float = 0.0
    grows: bool = False
    anew: bool = False
    """Another address each time, so that none was drawn before."""


def pages(clinic: BigClinic, admin: str, specialist: str, visit: int) -> list[Probe]:
    """Every page that is only read; sessions are cookies."""
    monday, service = clinic.monday, f"/bench/services/{clinic.service}/"
    ahead = next_working_day(date.today() + timedelta(days=8))  # utc day: the bench's own
    month = (monday.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    week = monday.strftime("%G-W%V")
    five = [("with", str(one)) for one in clinic.half_time[:5]]
    two_hundred = urlencode([("week", week), *five])

    def other_week(number: int) -> str:
        back = monday - timedelta(weeks=number % WEEKS)
        return f"/bench/calendar/?{urlencode([('week', back.strftime('%G-W%V')), *five])}"

    return [
        Probe("open times of a day", _get(f"{service}?day={ahead}"), "row", 2.5),
        Probe("open times of a month", _get(f"{service}?month={ahead:%Y-%m}"), "row", 4),
        Probe("  a day, drawn anew", _each(lambda n: f"{service}?day={ahead}&n={n}"), "row", anew=True),
        Probe(
            "  a month, drawn anew", _each(lambda n: f"{service}?month={ahead:%Y-%m}&n={n}"), "row", anew=True
        ),
        Probe("month of the clinic", _get(f"/bench/calendar/?month={month}", admin), "month", 2, grows=True),
        Probe("week of 200 visits", _get(f"/bench/calendar/?{two_hundred}", admin), "row", 12),
        Probe("  a week, drawn anew", _each(other_week, admin), "row", grows=True, anew=True),
        Probe("a specialist's day", _get(f"/bench/calendar/?day={monday}", specialist), "row"),
        Probe("an appointment", _get(f"/bench/appointments/{visit}/", admin), "row"),
    ]


def floor_row(clinic: BigClinic, visit: int) -> Callable[[int], Ask]:
    return _get(f"/row/{clinic.admin}/?id={visit}")


def floor_insert(clinic: BigClinic, slots: list[tuple[str, datetime]]) -> Callable[[int], Ask]:
    def ask(number: int) -> Ask:
        who, start = slots[number]
        body = urlencode({"with": who, "at": start.isoformat(), "service": str(clinic.service)})
        return Ask("/insert/", "POST", body, {"Content-Type": "application/x-www-form-urlencoded"})

    return ask


def booking(site: str, clinic: BigClinic, slots: list[tuple[str, datetime]]) -> Callable[[int], Ask]:
    """A visitor who has filled in the form for the n-th of these times, and presses Book: each a browser of its own."""
    first = _book_path(clinic, *slots[0])
    _status, headers, text = fetch(site, Ask(first))
    found = TOKEN.search(text)
    if found is None:
        raise RuntimeError(f"no form at {first}: {_status} {text[:200]}")
    cookies = [value.partition(";")[0] for name, value in headers if name.lower() == "set-cookie"]
    sent = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": next(one for one in cookies if one.startswith("csrftoken=")),
        "Origin": site,
        "Referer": f"{site}{first}",
    }

    def ask(number: int) -> Ask:
        typed = {"email": f"p{number}@bench.example", "phone": f"+4072{number % 10_000_000:07d}"}
        body = urlencode(DETAILS | typed | {"csrfmiddlewaretoken": found[1]})
        return Ask(_book_path(clinic, *slots[number % len(slots)]), "POST", body, sent, wanted=(302,))

    return ask


def late_slots(clinic: BigClinic) -> list[tuple[str, datetime]]:
    """After hours, where the bare insert meets nobody."""
    today = date.today()  # utc day: the bench's own
    return [
        (str(one), datetime.combine(day, time(19, minute), tzinfo=ZONE).astimezone(UTC))
        for one in clinic.specialists
        for day in (today + timedelta(days=ahead) for ahead in range(5, 60))
        for minute in (0, 30)
    ]


def next_working_day(day: date) -> date:
    return day if day.weekday() < 5 else next_working_day(day + timedelta(days=1))


def _book_path(clinic: BigClinic, who: str, start: datetime) -> str:
    return (
        f"/bench/services/{clinic.service}/book/?{urlencode({'at': f'{start:%Y-%m-%dT%H:%MZ}', 'with': who})}"
    )


def _get(path: str, cookie: str = "") -> Callable[[int], Ask]:
    return _each(lambda _number: path, cookie)


def _each(path: Callable[[int], str], cookie: str = "") -> Callable[[int], Ask]:
    said = {"Accept-Language": "en"} | ({"Cookie": cookie} if cookie else {})
    return lambda number: Ask(path(number), headers=said)
