"""A test of open times, holds, reminders, cut-offs, calendars or feeds is marked `dates`: tests/dates.py."""

import re

from tests.architecture.source import files, read
from tests.dates import DATES

ABOUT = re.compile(
    r"\bopen_times\(|\bHold\.objects\b|\bWaitlistEntry\.objects\b|/hold/|\bcutoff=|reminder_minutes|/feed/|calendar/\?"
    r"|icalendar|timezone\.now\(\)\.astimezone|cast\.today"
)


def test_what_is_about_dates_is_marked():
    unmarked = [
        path
        for path in files(".py")
        if path.startswith("tests/")
        and path.rpartition("/")[2].startswith("test_")
        and ABOUT.search(read(path))
        and not path.startswith((*DATES, "tests/architecture/"))
        and "mark.dates" not in read(path)
    ]

    assert unmarked == []
