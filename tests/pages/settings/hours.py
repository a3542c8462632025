"""What the tests of hours send and look at."""

import re


def week(**stretches):
    """A week's form: day0=[("09:00", "12:00")], …"""
    fields = {}
    for day, pairs in stretches.items():
        for place, (opens, closes) in enumerate(pairs):
            fields[f"opens_{day[3:]}_{place}"] = opens
            fields[f"closes_{day[3:]}_{place}"] = closes
    return fields


EVERY_DAY = {f"day{number}": [("20:00", "22:00")] for number in range(7)}


def offered(visitor, cast):
    """The hours of day, on her clock, at which Ioana can be booked for a first visit this week."""
    service = cast.aurora.services["first-visit"]
    page = visitor.client().get(visitor.at(f"services/{service.pk}/?with={cast.ioana.pk}"))
    return times_on(page.content.decode())


def times_on(page):
    """The times that a page offers, as they are read there: one that was kept has no context any more."""
    return set(re.findall(r'class="slot"[^>]*>\s*<span>(\d\d:\d\d)</span>', page))


def days_on(page):
    """The days, of the week or month shown, on which something is free, and how much."""
    found = re.findall(
        r'<a class="day" href="[^"]*day=([-\d]{10})[^"]*".*?class="day-free">\s*(\d+)', page, re.DOTALL
    )
    return {day: int(free) for day, free in found}
