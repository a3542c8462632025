"""A module that passes 200 lines wants to be two, a function that passes 25 wants a name for its parts.

sizes.toml lists what is larger, with the reason; what is listed may shrink, never grow.
"""

import tomllib

from tests.architecture.source import ROOT, functions, modules, read

LONGEST_MODULE = 200
LONGEST_FUNCTION = 25
LISTED = tomllib.loads((ROOT / "tests/architecture/sizes.toml").read_text())


def length(path):
    return len(read(path).splitlines())


def sizes():
    return {f"{path}::{name}": size for path in modules() for name, size in functions(path)}


def too_long(lengths, most, listed):
    return {
        name: lines
        for name, lines in lengths.items()
        if lines > max(most, listed.get(name, {}).get("lines", 0))
    }


def test_modules_are_short():
    lengths = {path: length(path) for path in modules(tests=True)}

    assert too_long(lengths, LONGEST_MODULE, LISTED["modules"]) == {}
    assert len(lengths) > 500, "these are all of them"


def test_functions_are_short():
    assert too_long(sizes(), LONGEST_FUNCTION, LISTED["functions"]) == {}


def test_exceptions_are_needed_and_reasoned():
    idle = [
        path for path in LISTED["modules"] if not (ROOT / path).exists() or length(path) <= LONGEST_MODULE
    ]
    lengths = sizes()
    idle += [name for name in LISTED["functions"] if lengths.get(name, 0) <= LONGEST_FUNCTION]

    assert idle == []
    assert all(one.get("reason") for kind in LISTED.values() for one in kind.values())
