"""A day is a clinic's or a reader's, on their clock. Columns and timezone.now() are UTC, whose day is nobody's.

`Clock.today` and `Clock.local(instant).date()` are the ways to a day. A line that means UTC's day says so and why:
`# utc day: …`.
"""

import ast
import re

import pytest

from tests.architecture.source import modules, nodes, read

PARTS = {"date", "time", "weekday", "isoweekday", "isocalendar", "day", "month", "year", "hour", "minute"}
NOW = {"timezone.now()", "datetime.now(UTC)", "datetime.now(tz=UTC)", "datetime.now()"}
LOOKED_UP = re.compile(
    r"-?\w*_at__(date|time|(iso_)?year|quarter|month|week|(iso_)?week_day|day|hour)(__\w+)?"
)
KEEPS_ITS_ZONE = {"replace", "round_down"}
EXCUSE = "# utc day: "
NOBODYS = {"date.today", "datetime.today", "datetime.utcnow", "timezone.localdate", "timezone.localtime"}
WHOLE_INSTANTS = ("Z", "%S")
"""How a format ends that writes an instant to the minute, and says that it is UTC's, or to the second, as a stamp."""


def is_utc(node):
    """Whether this is an instant in UTC: now, a column or variable named …_at, or one of these moved by something."""
    if isinstance(node, ast.BinOp):
        return is_utc(node.left) or is_utc(node.right)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "now":
            return ast.unparse(node) in NOW
        return name in KEEPS_ITS_ZONE and isinstance(node.func, ast.Attribute) and is_utc(node.func.value)
    name = getattr(node, "attr", getattr(node, "id", ""))
    return name == "now" or name.endswith("_at")


def utc_days(tree):
    """The lines on which a day or an hour is taken of an instant that is in UTC, or of the server's own clock."""
    for node in tree:
        if isinstance(node, ast.Attribute) and node.attr in PARTS and is_utc(node.value):
            yield node.lineno
        if isinstance(node, ast.Call) and ast.unparse(node.func) in NOBODYS:
            yield node.lineno
        if isinstance(node, ast.FormattedValue) and node.format_spec and is_utc(node.value):
            spec = ast.unparse(node.format_spec).rstrip("'\"")
            yield from [] if spec.endswith(WHOLE_INSTANTS) else [node.lineno]
        if LOOKED_UP.fullmatch(lookup_of(node)):
            yield node.lineno


def lookup_of(node):
    """A query's own word for a part of a column, which the database takes of the instant in UTC."""
    said = node.arg if isinstance(node, ast.keyword) else getattr(node, "value", None)
    return said if isinstance(said, str) else ""


@pytest.mark.parametrize("path", ["restartix/core/clock.py"])
def test_the_way_to_a_day_is_there(path):
    assert "def today" in read(path)


def test_no_day_is_utcs():
    wrong = [
        f"{path}:{line}"
        for path in modules(tests=True)
        for line in utc_days(nodes(path))
        if EXCUSE not in read(path).splitlines()[line - 1]
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        "timezone.now().date()",
        "(timezone.now() + timedelta(days=3)).date()",
        "datetime.now(UTC).weekday()",
        "visit.started_at.date()",
        "world.now.replace(hour=3).date()",
        "now.date()",
        "date.today()",
        "timezone.localdate()",
        "f'{visit.started_at:%Y-%m-%d}'",
        "visit.started_at.hour",
        "visits.filter(started_at__date=day)",
        "visits.filter(**{'review__created_at__date__range': days})",
    ],
)
def test_it_notices(code):
    assert list(utc_days(ast.walk(ast.parse(code))))


@pytest.mark.parametrize(
    "code",
    [
        "clock.local(timezone.now()).date()",
        "clock.today",
        "visit.started_at.astimezone(zone).date()",
        "datetime.now(zone).date()",
        "organisation.today",
        "f'{clock.local(at):%H:%M}'",
        "visits.filter(started_at__gte=since, closing__date__range=days)",
    ],
)
def test_it_lets_pass(code):
    assert not list(utc_days(ast.walk(ast.parse(code))))
