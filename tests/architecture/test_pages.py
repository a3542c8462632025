"""Pages turn input into values, call a verb or a flow, and answer. What they show is theirs; writing is not."""

import ast

from tests.architecture.source import modules, nodes

WRITES = {
    *(
        "save",
        "create",
        "update",
        "delete",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
    ),
    *("asave", "acreate", "aupdate", "adelete", "abulk_create", "abulk_update"),
    *("aget_or_create", "aupdate_or_create"),
    *("record", "require", "require_once"),
}
"""Of a row or a queryset; then a sentence of a visit's story, and an effect."""
NO_ROWS = {
    ("restartix/pages/desk/clinic_signing.py", "segno.make(address, error='m', micro=False).save"),
    ("restartix/pages/forms/verification.py", "hashed.update"),
    ("restartix/pages/shared/draft.py", "typed.update"),
}
"""A picture, a checksum, and what somebody typed: called alike, but nothing of the database's."""


def writes():
    """Each call of something that is named like a write, as it stands in the code."""
    return {
        (path, ast.unparse(node.func))
        for path in modules()
        if path.startswith("restartix/pages/")
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    }


def test_pages_write_nothing():
    assert sorted(writes() - NO_ROWS) == []


def test_what_only_looks_like_a_write_is_still_there():
    assert sorted(NO_ROWS - writes()) == []
