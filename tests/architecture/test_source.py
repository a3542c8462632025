"""What may stand in the source at all."""

import ast
import re

from tests.architecture.source import files, modules, nodes, read

# Signals live as long as a call, a session as long as somebody is signed in, and hours and who gives what until they
# are arranged anew; nothing else is ever deleted.
DELETES = {"videocall", "restartix/core/identity/sessions.py", "restartix/flows/arrangements.py"}
TEXT = (
    ".py",
    ".html",
    ".css",
    ".js",
    ".md",
    ".toml",
    ".yml",
    ".sql",
    ".txt",
    ".lock",
    ".po",
    "Dockerfile",
    "run",
)
MACHINE = re.compile(
    r"(?<![\w.])/(?:home|Users|root|work)/[\w.-]+|--index-url|--extra-index-url|pypi\.org|files\.pythonhosted\.org"
    r"|registry\.npmjs\.org|BEGIN [A-Z ]*PRIVATE KEY|sk_live_\w|(?:ghp|github_pat)_\w"
)


def test_history_is_permanent():
    deletes = {
        f"{path}:{node.lineno}"
        for path in modules()
        if not path.startswith(tuple(DELETES))
        for node in nodes(path)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"delete", "_raw_delete"}
    }

    assert deletes == set()


def test_no_file_names_a_machine_a_registry_or_a_key():
    own = "tests/architecture/test_source.py"
    found = {path: MACHINE.search(read(path)) for path in files(*TEXT) if path != own}

    assert {path: match[0] for path, match in found.items() if match} == {}


# Letters and archives are read away from our server, where no stylesheet of ours is.
READ_ELSEWHERE = re.compile("/(letters|archive)/")


def templates():
    found = {path: read(path) for path in files(".html")}
    assert len(found) > 100, "these are all of them"
    return found


def test_templates_hold_no_inline_style_or_script():
    styled = [
        path
        for path, page in templates().items()
        if not READ_ELSEWHERE.search(path) and re.search(r"<style|\sstyle=", page)
    ]
    scripted = [
        path
        for path, page in templates().items()
        if re.search(r"\son\w+=[\"']", page)
        or not all("src=" in tag or "nonce=" in tag for tag in re.findall(r"<script[^>]*>", page))
    ]

    assert (styled, scripted) == ([], [])


def test_templates_load_nothing_from_elsewhere():
    elsewhere = re.compile(r"""(?:src|href)=["'](?:https?:)?//""")

    assert [path for path, page in templates().items() if elsewhere.search(page)] == []


def test_status_is_never_assigned():
    """A visit's status changes by its verbs; the constructor aside, nobody sets it."""
    assigned = [
        f"{path}:{node.lineno}"
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and target.attr == "status"
        and ast.unparse(target.value) in {"visit", "appointment", "self.appointment", "self.visit"}
    ]

    assert assigned == []
