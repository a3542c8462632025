"""Compiles the message catalogues (locale/*/LC_MESSAGES/*.po) with Babel: no gettext is needed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[3]


def compile_catalogues(root: Path = ROOT / "locale") -> int:
    """Compile what changed since last time; how many that was."""
    changed = [source for source in sorted(root.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    for source in changed:
        with source.open("rb") as written:
            catalogue = read_po(written, locale=source.parts[-3], abort_invalid=True)
        part = source.with_suffix(f".mo.{os.getpid()}")
        with part.open("wb") as compiled:
            write_mo(compiled, catalogue)
        part.rename(source.with_suffix(".mo"))
    return len(changed)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime


if __name__ == "__main__":
    compile_catalogues()
