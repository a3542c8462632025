"""One name for one thing: public classes have names of their own; modules and functions are named by a rule."""

import ast
import re
from collections import defaultdict

from tests.architecture.source import modules, parsed

NOUNS = {"booking", "onboarding", "signalling"}
"""In -ing, and nouns of the field's all the same: docs/glossary.md, and WebRTC's word for its messages."""

NO_PARTICIPLES = {"feed", "forbidden", "greeting", "rating"}
"""Functions that end like a participle: three nouns, and HTTP's name for its 403."""

PARTICIPLE = re.compile(
    r"[a-z]+(ed|ing)|begun|booked|built|chosen|done|drawn|found|forbidden|given|gone|heard|held|hidden|kept|known|left|lost"
    r"|made|meant|met|overtaken|paid|retold|said|seen|sent|shown|sold|spent|spoken|taken|thought|told|unshown|understood"
    r"|withdrawn|written"
)


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


def test_no_public_function_is_named_by_a_bare_participle():
    """It is asked for by an imperative (`extend_hold`), or gives what a noun says (`initial_answers`)."""
    names = {
        f"{path}: {node.name}"
        for path in modules()
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and PARTICIPLE.fullmatch(node.name)
        and node.name not in NOUNS | NO_PARTICIPLES
    }

    assert names == set()
