"""Plain bar charts as numbers for an SVG: they start at zero, say their scale, and have their table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from restartix.core.numbers import show_number

WIDTH, HEIGHT = 360, 150
LEFT, TOP, BOTTOM = 40, 10, 22
LONGEST_LABEL = 44
PLOT = HEIGHT - TOP - BOTTOM


@dataclass(frozen=True)
class Point:
    """One week: its value (None: nothing to measure), and both in words."""

    label: str
    value: float | None
    words: str


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str


@dataclass(frozen=True)
class Chart:
    """A question, what the answer is in a sentence, and each week of it."""

    key: str
    title: str
    said: str
    how: str
    points: Sequence[Point]
    most: float
    unit: str = ""

    @property
    def is_empty(self) -> bool:
        return all(point.value is None for point in self.points)

    @property
    def bars(self) -> list[Bar]:
        """From left to right; a week without a value has no bar, one with zero a hairline."""
        step = (WIDTH - LEFT) / max(1, len(self.points))
        found = []
        for place, point in enumerate(self.points):
            tall = 0 if point.value is None else max(1.0, min(1.0, point.value / self.most) * PLOT)
            found.append(
                Bar(
                    x=round(LEFT + place * step + step * 0.15, 1),
                    y=round(TOP + PLOT - tall, 1),
                    width=round(step * 0.7, 1),
                    height=round(tall, 1),
                    middle=round(min(LEFT + (place + 0.5) * step, WIDTH - LONGEST_LABEL / 2), 1),
                    label=point.label if (len(self.points) - 1 - place) % 3 == 0 else "",
                )
            )
        return found

    @property
    def lines(self) -> list[tuple[float, str]]:
        """The scale: nothing, half and all of it, each at its height."""
        marks = (0.0, self.most / 2, self.most)
        return [
            (round(TOP + PLOT - mark / self.most * PLOT, 1), f"{show_number(Decimal(str(mark)))}{self.unit}")
            for mark in marks
        ]


def scale(values: Sequence[float | None]) -> float:
    """A round number at or above the highest: 2, 4, 10, 20, 40, 100…"""
    highest = max((value for value in values if value is not None), default=0)
    step = 1
    while True:
        for factor in (2, 4, 10):
            if highest <= step * factor:
                return float(step * factor)
        step *= 10
