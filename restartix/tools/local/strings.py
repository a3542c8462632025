"""The strings that people read, gathered from code and templates into the Romanian catalogue.

`python -m restartix.tools.local.strings` adds what is new (untranslated) and drops what is gone; a test holds it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "locale" / "ro" / "LC_MESSAGES" / "django.po"
CODE = ("restartix", "patients", "forms", "videocall", "reviews", "appointments")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

# No dates and no addresses: the file changes only when a string does.
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: RestartiX\\n"
"Language: ro\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

LITERAL = r"""(?:u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(?:_|n?p?gettext)\(\s*{LITERAL}(?:\s*,\s*(?:{LITERAL}|\w+))*\s*\)")


def gather() -> Catalog:
    """Every string marked for translation, with the file that has it."""
    found = Catalog(domain="django", charset="utf-8")
    for path in _sources():
        source = path.read_text()
        text = (
            source if path.suffix == ".py" else "\n".join(CALL.findall(templatize(source, origin=str(path))))
        )
        where = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
            found.add(message, locations=[(where, 0)], context=context)
    return found


def existing_catalogue() -> Catalog:
    """The catalogue as it is, or an empty one."""
    if not CATALOGUE.exists():
        return Catalog(locale="ro", domain="django", charset="utf-8")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ro", domain="django")


def update() -> Catalog:
    """The kept catalogue with just the strings that there are now."""
    catalogue = existing_catalogue()
    catalogue.update(gather(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def write(catalogue: Catalog) -> None:
    """Sorted by string, and where each comes from without its line, so that two people's changes meet rarely."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, omit_header=True, sort_output=True, width=110, include_lineno=False)


def missing_translations(catalogue: Catalog) -> list[str]:
    return [str(message.id) for message in catalogue if message.id and not _is_complete(message.string)]


def main() -> None:
    catalogue = update()
    write(catalogue)
    print(f"{len(catalogue)} strings, {len(missing_translations(catalogue))} untranslated")


def _sources() -> Iterable[Path]:
    for folder in CODE:
        yield from sorted((ROOT / folder).rglob("*.py"))
    for ending in ("*.html", "*.txt"):
        yield from sorted((ROOT / "templates").rglob(ending))


def _is_complete(said: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(said) if isinstance(said, tuple | list) else bool(said)


if __name__ == "__main__":
    main()
