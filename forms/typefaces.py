"""The fonts that signed forms are set in, and what none of them can show.

Typst's own have Latin, Greek and Cyrillic. Noto's, for the other scripts, come in two wheels that requirements.lock
names; they are read only for a paper that needs them, since the Chinese, Japanese and Korean one is large.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

WHEELS = ("manimgx_fonts", "manimgx_fonts_cjk")
# What Typst's own fonts show, as far as clinics need it daily.
ITS_OWN = (
    *(
        range(0x20, 0x7F),
        range(0xA0, 0x180),
        range(0x218, 0x21C),
        range(0x1E80, 0x1E86),
        range(0x1EA0, 0x1EFA),
    ),
    *(
        range(0x391, 0x3A2),
        range(0x3A3, 0x3CF),
        range(0x400, 0x460),
        range(0x2013, 0x2015),
        range(0x2018, 0x201F),
    ),
    *(
        range(0x2020, 0x2023),
        range(0x2026, 0x2027),
        range(0x2030, 0x2031),
        range(0x2039, 0x203B),
        range(0x20AC, 0x20AD),
    ),
)
OWN = frozenset(chr(code) for codes in ITS_OWN for code in codes) | frozenset("\n\r\t\u202f\u2009")
NOWHERE = "\U0010fffd"
"""A code point that no font has: what it looks like is what everything looks like that can't be shown."""
PAGE = """#set page(width: 4cm, height: 2cm, margin: 0pt)
#for sign in json(bytes(sys.inputs.signs)) { page(text(size: 20pt)[#sign]) }"""


def fonts_for(text: str) -> typst.Fonts:
    """The fonts that this text needs: Typst's own, and the wheels' where it goes beyond those."""
    return _fonts(is_daily=OWN.issuperset(text))


def missing_glyphs(text: str) -> list[str]:
    """The characters in it that a PDF can't show, each once, in order of appearance."""
    asked = [sign for sign in dict.fromkeys(text) if sign not in OWN and not _is_silent(sign)]
    unknown = [sign for sign in asked if sign not in _known]
    if unknown:
        missing, *drawn = _drawings([NOWHERE, *unknown])
        _known.update({sign: drawing != missing for sign, drawing in zip(unknown, drawn, strict=True)})
    return [sign for sign in asked if not _known[sign]]


_known: dict[str, bool] = {}
"""Whether a sign can be shown: the fonts don't change while we run."""


def _drawings(signs: list[str]) -> list[bytes]:
    """Each of two signs or more on a page of its own, as a picture."""
    pages: Any = typst.compile(
        PAGE.encode(),
        sys_inputs={"signs": json.dumps(signs)},
        font_paths=_fonts(is_daily=False),
        format="svg",
    )
    return list(pages)


def _is_silent(sign: str) -> bool:
    """Spaces, controls, joiners and variants show nothing by themselves."""
    return unicodedata.category(sign) in {"Zs", "Zl", "Zp", "Cc", "Cf"} or "\ufe00" <= sign <= "\ufe0f"


@cache
def _fonts(*, is_daily: bool) -> typst.Fonts:
    """Read once: a process typesets many PDFs."""
    found = [] if is_daily else [find_spec(wheel) for wheel in WHEELS]
    folders = [str(Path(spec.origin).parent) for spec in found if spec and spec.origin]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
