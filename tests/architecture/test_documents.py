"""Whatever path of this repository a document names, in backticks, in a block of code or as a picture, is there."""

import re
from pathlib import PurePosixPath

import pytest

from tests.architecture.source import files, read

DOCUMENTS = [
    *("README.md", "CONTRIBUTING.md", "SECURITY.md", "STYLE.md"),
    *(path for path in files(".md") if path.startswith("docs/")),
]
THERE = {"."} | {
    str(one) for path in files("") for one in (PurePosixPath(path), *PurePosixPath(path).parents)
}
TOP = "|".join(sorted({re.escape(path.split("/")[0]) for path in files("") if "/" in path}))
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`|\]\(([^)]+)\)", re.DOTALL)
PATH = re.compile(r"\.?\w[\w.-]*(?:/[\w.-]+)*/?")
ENDING = re.compile(r"\.(?:c|css|html|js|json|lock|md|po|py|sh|sql|toml|yml|yaml)$")
MADE_HERE = (".venv/", "var/")
ADDRESSES = {"check/", "confirmation/"}
"""Pages' addresses, which look like folders."""


def named(document):
    """The paths it names, in order: a folder or a file, whole or beside one that was named before."""
    text = read(document)
    for match in CODE.finditer(text):
        for word in "".join(filter(None, match.groups())).split():
            is_path = PATH.fullmatch(word) and ("/" in word or ENDING.search(word))
            if is_path and not word.startswith(MADE_HERE) and word not in ADDRESSES:
                yield word
    yield from re.findall(rf"(?<![\w./-])(?:{TOP})/[\w./-]*\w", CODE.sub("", text))


def missing(document):
    """`corrections.py` after `appointments/models/lifecycle.py` is the one in the same folder, or above it."""
    folders = {"."}
    for name in named(document):
        found = [str(whole) for folder in folders if str(whole := PurePosixPath(folder) / name) in THERE]
        if not found:
            yield name
        for path in found:
            folders |= {path, *map(str, PurePosixPath(path).parents)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_names_is_there(document):
    assert list(missing(document)) == []


def test_these_are_all_of_them():
    assert len(DOCUMENTS) >= 9
    assert sum(len(list(named(document))) for document in DOCUMENTS) > 150
