"""What nobody types and no page of ours sends: values, headers and bodies, drawn by a seeded random."""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

SEED = int(os.environ.get("FUZZ_SEED", "13"))
FEW, MANY = 40, 260
"""How many requests each test makes: in every run, and in `bin/test --all`."""
COUNT = MANY if os.environ.get("EVERY_LOOK") else FEW

VALUES = [
    *("", " ", "²", "٣", "①", "½", "-1", "0", "1e309", "NaN", "-0", "1,5", "0x10", "9" * 400, "2147483648"),
    *(
        "9223372036854775808",
        "-9223372036854775809",
        "\x00",
        "a\x00b",
        "a\r\nBcc: x@strangers.example",
        "\u202e",
        "\ud800",
    ),
    *(
        "\udfff",
        "\ufffe",
        "é" * 3000,
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "{{ 7*7 }}",
        "../../etc/passwd",
    ),
    *(
        "http://[",
        "//strangers.example",
        "javascript:alert(1)",
        "9999-12-31",
        "0001-01-01",
        "2026-02-30",
        "0000-00-00",
    ),
    *(
        "24:00",
        "23:59:60",
        "2026-11-30T25:61",
        "9999-12-31T23:59:59+14:00",
        "true",
        "null",
        "[]",
        "{}",
        '{"a":' * 900,
    ),
    *(
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "%",
        "%s%n",
        "\\",
        "😀" * 90,
    ),
    *(
        "a@b",
        "a" * 64 + "@" + "b" * 250 + ".example",
        "+40",
        "+" + "1" * 60,
        "Europe/Nowhere",
        "en",
        "xx-YY",
        "on",
        "true",
    ),
    *("M10 10L11 10", "M" * 999, "\u200f\u200e", "İ", "ß", "1.", ".", ",", "٫", "1'000", "1e5", "∞", "None"),
]
HEADERS = {
    "HX-Request": ["true", "²", ""],
    "HX-Current-URL": ["http://[", "http://[::1/x", "\\\\", "javascript:alert(1)", "%00"],
    "HX-Target": ["x", "\xff"],
    "Accept-Language": ["ro", "xx;q=9", "en;q=nan", "*" * 900, ";;;,,,"],
    "Referer": ["http://[", "", "http://strangers.example/[x"],
    "If-None-Match": ['"x"', "W/", ",,,", '"' * 300],
    "If-Modified-Since": ["Thu, 99 Foo 9999", "²"],
    "Range": ["bytes=0-", "bytes=9-1", "x"],
    "Cookie": ["a=b; =; ;;", "sessionid=²", "csrftoken=" + "x" * 900],
    "X-Forwarded-For": ["::ffff:1.2.3.4", "x", ", ,", "999.1.1.1"],
    "User-Agent": ["", "\xff" * 40, "x" * 5000],
    "X-Request-ID": ["²", "a" * 999],
}
TYPES = [
    "application/x-www-form-urlencoded",
    *(
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "text/plain",
        "",
        "a/b;;c=²",
        "image/png",
    ),
]


@dataclass
class Request:
    """One request, as it can be sent again by hand."""

    method: str
    path: str
    body: bytes = b""
    kind: str = TYPES[0]
    headers: dict[str, str] = field(default_factory=dict)

    def sent_by(self, client: Any) -> Any:
        return client.generic(self.method, self.path, self.body, content_type=self.kind, headers=self.headers)


def drawn(name: str) -> random.Random:
    """The same draws each time, for each test its own."""
    return random.Random(f"{SEED} {name}")


def in_path(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


def encoded(fields: list[tuple[str, str]]) -> bytes:
    return "&".join(f"{in_path(name)}={in_path(value)}" for name, value in fields).encode()


def mutated(news: Any, chance: random.Random) -> Any:
    """The same document with one thing in it replaced, lost or nested."""
    if isinstance(news, dict) and news and chance.random() < 0.85:
        key = chance.choice(list(news))
        if chance.random() < 0.1:
            return {name: value for name, value in news.items() if name != key}
        return news | {key: mutated(news[key], chance)}
    if isinstance(news, list) and news and chance.random() < 0.85:
        at = chance.randrange(len(news))
        return [*news[:at], mutated(news[at], chance), *news[at + 1 :]]
    other: list[Any] = [5, -1, 10**40, 1.5, True, None, [], {}, [[]], {"a": {"b": None}}, [news], {"x": news}]
    return chance.choice([*other, *VALUES])


def as_json(document: Any, chance: random.Random) -> str:
    """As text, now and then broken."""
    text = json.dumps(document)
    broken = [text[:-1], "[" * 20_000, text + "x", "", "NaN", "\ufeff" + text, text.replace(":", "::", 1)]
    return chance.choice(broken) if chance.random() < 0.15 else text
