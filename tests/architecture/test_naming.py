"""One name for one thing: public classes have names of their own, and modules are named by nouns."""

import ast
import re
from collections import defaultdict

from tests.architecture.source import modules, parsed

NOUNS = {"booking", "onboarding", "signalling"}
"""In -ing, and nouns of the field's all the same: docs/glossary.md, and WebRTC's word for its messages."""


def test_no_public_class_shares_its_name_with_another():
    where = defaultdict(list)
    for path in modules():
        if "/management/commands/" in path:
            continue  # Django calls each of them Command
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(path)

    assert {name: paths for name, paths in where.items() if len(paths) > 1} == {}
    assert len(where) > 250, "these are all of them"


def test_no_module_is_named_by_a_bare_gerund():
    names = {path.removesuffix(".py").rpartition("/")[2]: path for path in modules()}

    assert {name: path for name, path in names.items() if re.fullmatch(r"[a-z]+ing", name)}.keys() <= NOUNS
