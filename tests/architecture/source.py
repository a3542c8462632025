"""The project's own source, as the architecture tests read it."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("restartix", "patients", "forms", "reviews", "videocall", "appointments")


@cache
def files(*endings):
    """What git keeps or would keep, with one of these endings."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [path for path in listed if path.endswith(endings) and (ROOT / path).is_file()]


@cache
def modules(*, tests=False):
    """The Python modules people wrote: no migrations, tests only when asked for."""
    wanted = (*PACKAGES, "tests") if tests else PACKAGES
    return [path for path in files(".py") if path.split("/")[0] in wanted and "/migrations/" not in path] + [
        "manage.py"
    ]


@cache
def read(path):
    return (ROOT / path).read_text()


@cache
def parsed(path):
    return ast.parse(read(path), path)


@cache
def nodes(path):
    """Every node of its tree."""
    return list(ast.walk(parsed(path)))


def functions(path):
    """Each function and method: its name with what holds it, and the lines of its body without the docstring."""
    found = []

    def look(node, holder):
        for child in ast.iter_child_nodes(node):
            name = ".".join(filter(None, (holder, getattr(child, "name", ""))))
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                found.append((name, body_of(child)))
            look(child, name)

    look(parsed(path), "")
    return found


def body_of(function):
    first, *rest = function.body
    if ast.get_docstring(function, clean=False) is not None and rest:
        first = rest[0]
    return function.end_lineno - first.lineno + 1


def imported(path):
    """Absolute names of what a module imports when it runs; what only types need doesn't count."""
    only_types = {
        inner
        for node in nodes(path)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in node.body
    }
    for node in nodes(path):
        if node in only_types:
            continue
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)
