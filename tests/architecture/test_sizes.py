"""A module that passes 200 lines wants to be two, a function that passes 25 wants a name for its parts.

sizes.toml lists what is larger, with the reason; what is listed may shrink, never grow.
"""

import tomllib

import pytest

from tests.architecture.source import ROOT, functions, modules, read

LONGEST_MODULE = 200
LONGEST_FUNCTION = 25
LISTED = tomllib.loads((ROOT / "tests/architecture/sizes.toml").read_text())


def length(path):
    return len(read(path).splitlines())


@pytest.mark.parametrize("path", modules(tests=True))
def test_module_is_short(path):
    limit = max(LONGEST_MODULE, LISTED["modules"].get(path, {}).get("lines", 0))

    assert length(path) <= limit


@pytest.mark.parametrize("path", modules())
def test_functions_are_short(path):
    long = {f"{path}::{name}": size for name, size in functions(path) if size > LONGEST_FUNCTION}

    assert {
        name: size for name, size in long.items() if size > LISTED["functions"].get(name, {}).get("lines", 0)
    } == {}


def test_exceptions_are_needed_and_reasoned():
    sizes = {f"{path}::{name}": size for path in modules() for name, size in functions(path)}
    idle = [
        path for path in LISTED["modules"] if not (ROOT / path).exists() or length(path) <= LONGEST_MODULE
    ]
    idle += [name for name in LISTED["functions"] if sizes.get(name, 0) <= LONGEST_FUNCTION]

    assert idle == []
    assert all(one.get("reason") for kind in LISTED.values() for one in kind.values())
