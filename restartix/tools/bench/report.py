"""The figures as a table for people and as JSON for comparing runs."""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from restartix.tools.bench.client import Timing


@dataclass(frozen=True)
class Figure:
    """One page at one size: alone and sixteen at once, beside its floor and beside itself in the small clinic."""

    name: str
    visits: int
    alone: Timing
    abreast: Timing
    floor: float = 0.0
    most: float = 0.0
    grows: bool = False

    @property
    def to_floor(self) -> float:
        return self.alone.p50 / self.floor if self.floor else 0.0

    @property
    def errors(self) -> int:
        return sum(self.alone.errors.values()) + sum(self.abreast.errors.values())


COLUMNS = ("p50 ms", "p95 ms", "/s at 1", "p50@16", "p95@16", "/s at 16", "× floor", "wanted", "× small")
HEAD = f"{'visits':>9}  {'page':<24}" + "".join(f"{name:>9}" for name in COLUMNS)
LARGEST_GROWTH = 1.2


def table(figures: list[Figure]) -> str:
    return "\n".join([HEAD, *(_line(figure, figures) for figure in figures)])


def _line(figure: Figure, figures: list[Figure]) -> str:
    alone, abreast = figure.alone, figure.abreast
    cells = [
        *(f"{value:.1f}" for value in (alone.p50 * 1000, alone.p95 * 1000)),
        f"{alone.per_second:.0f}",
        *(f"{value:.1f}" for value in (abreast.p50 * 1000, abreast.p95 * 1000)),
        f"{abreast.per_second:.0f}",
        f"{figure.to_floor:.2f}" if figure.floor else "–",
        f"{figure.most:g}" if figure.most else "–",
        f"{growth_of(figure, figures):.2f}" if growth_of(figure, figures) else "–",
    ]
    line = f"{figure.visits:>9,}  {figure.name:<24}" + "".join(f"{cell:>9}" for cell in cells)
    return line + (f"   {figure.errors} errors" if figure.errors else "")


def growth_of(figure: Figure, figures: list[Figure]) -> float:
    """How much longer it takes than in the smallest clinic of the run; 0 there, and for pages whose rows grow."""
    small = min((one for one in figures if one.name == figure.name), key=lambda one: one.visits)
    if small.visits == figure.visits or figure.grows:
        return 0.0
    return figure.alone.p50 / small.alone.p50


def misses(figures: list[Figure]) -> list[str]:
    """What is not as fast as wanted, in words."""
    found = [
        f"{one.name}: {one.to_floor:.2f}× its floor, {one.most:g}× wanted"
        for one in figures
        if one.most and one.to_floor > one.most
    ]
    found += [
        f"{one.name}: {growth_of(one, figures):.2f}× itself in the small clinic, {LARGEST_GROWTH}× wanted"
        for one in figures
        if growth_of(one, figures) > LARGEST_GROWTH
    ]
    return found


def write(path: Path, figures: list[Figure], more: dict[str, Any]) -> None:
    path.write_text(
        json.dumps(more | _surroundings() | {"pages": [_plain(one, figures) for one in figures]}, indent=1)
    )


def _plain(figure: Figure, figures: list[Figure]) -> dict[str, Any]:
    return {
        "page": figure.name,
        "visits": figure.visits,
        "errors": figure.errors,
        "times_floor": round(figure.to_floor, 3),
        "times_small": round(growth_of(figure, figures), 3),
        **{
            name: {
                "p50": timing.p50,
                "p95": timing.p95,
                "per_second": timing.per_second,
                "answers": len(timing.seconds),
            }
            for name, timing in (("alone", figure.alone), ("sixteen", figure.abreast))
        },
    }


def _surroundings() -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": sys.version.split()[0],
        "machine": platform.machine(),
    }
