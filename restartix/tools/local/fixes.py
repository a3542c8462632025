"""bin/test --fix: what a tool can put right by itself. It tests nothing; bin/test by itself changes nothing."""

import subprocess
import sys

from restartix.tools.local.processes import ROOT

PYTHON = [sys.executable, "-m"]
FIXES = {
    "ruff": [*PYTHON, "ruff", "check", "--fix"],
    "ruff format": [*PYTHON, "ruff", "format"],
    "strings for translation (locale/)": [*PYTHON, "restartix.tools.local.strings"],
    "docs/schema.sql": [*PYTHON, "restartix.tools.local.schema"],
}


def fix() -> str:
    """Every fix, also after one that failed. Says what is left to do by hand; empty when nothing is."""
    failed = []
    for name, command in FIXES.items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT).returncode:
            failed.append(name)
    return f"bin/test --fix: left to do by hand: {', '.join(failed)}" if failed else ""
