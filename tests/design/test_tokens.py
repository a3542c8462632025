"""The colours hold WCAG 2.2 AA in both themes, wherever they meet."""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text()
BLOCKS = re.findall(r":root[^{]*\{(.*?)\}", TOKENS, re.DOTALL)
LIGHT, DARK, CHOSEN_DARK = (dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block)) for block in BLOCKS)
THEMES = {"light": LIGHT, "dark": {**LIGHT, **DARK}}

GROUNDS = ("ground", "surface", "sunken")
MEANINGS = ("accent", "info", "success", "warning", "danger", "plum")
TEXT = [
    *product(("ink", "ink-soft", "link", "primary"), GROUNDS),
    *((f"{meaning}-ink", f"{meaning}-soft") for meaning in (*MEANINGS, "neutral")),
    *product(("ink", "link"), (f"{meaning}-soft" for meaning in MEANINGS)),
    ("danger-ink", "surface"),
    ("danger-ink", "ground"),
    ("plum-ink", "surface"),
    ("success-ink", "surface"),
    ("ink-soft", "neutral-soft"),
    ("primary-deep", "primary-soft"),
    ("primary", "primary-soft"),
    ("ink", "primary-soft"),
    ("ink-soft", "primary-soft"),
    ("on-primary", "primary"),
    ("on-primary", "primary-deep"),
    ("on-danger", "danger"),
    ("on-danger", "danger-deep"),
    ("on-stage", "stage"),
    ("on-stage", "stage-raised"),
]
EDGES = [
    *product(("line-strong", "focus", "primary", *MEANINGS), GROUNDS),
    *((meaning, f"{meaning}-soft") for meaning in MEANINGS),
]


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(theme, one, other):
    lights = sorted(luminance(THEMES[theme][f"--{name}"]) for name in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_readable_on_what_it_stands_on(theme):
    assert {pair: round(contrast(theme, *pair), 2) for pair in TEXT if contrast(theme, *pair) < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_marks_can_be_told_from_their_ground(theme):
    assert {pair: round(contrast(theme, *pair), 2) for pair in EDGES if contrast(theme, *pair) < 3} == {}


def test_dark_is_the_same_chosen_by_the_system_or_by_the_person():
    assert DARK == CHOSEN_DARK


def test_every_token_that_is_used_is_defined():
    """Among the tokens, or in a sheet's own rules (a status's tone, where a visit stands)."""
    sheets = "".join(path.read_text() for path in Path(__file__).parents[2].glob("static/css/*.css"))
    defined = set(re.findall(r"[{;\s](--[\w-]+)\s*:", sheets))

    assert set(re.findall(r"var\((--[\w-]+)", sheets)) - defined == set()
