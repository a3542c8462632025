"""docker-compose.yml as Compose reads it, with made-up values for what a clinic puts in .env."""

import re
from typing import Any

import yaml

from restartix.tools.local.processes import ROOT

FILE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<rule>:\?|:-)?(?P<default>[^}]*)\}")


def written() -> dict[str, Any]:
    """The file as it is written, names of variables and all."""
    return dict(yaml.safe_load(FILE.read_text())["services"])


def services(given: dict[str, str]) -> dict[str, Any]:
    """Its services, with the variables filled in from `given`; KeyError for one that is missing."""

    def value(match: re.Match[str]) -> str:
        if match["rule"] == ":-":
            return given.get(match["name"], match["default"])
        return given[match["name"]]

    def filled(part: Any) -> Any:
        """As Compose does: the file is parsed first, so a variable that is empty is an empty text."""
        if isinstance(part, dict):
            return {name: filled(said) for name, said in part.items()}
        if isinstance(part, list):
            return [filled(said) for said in part]
        return VARIABLE.sub(value, part) if isinstance(part, str) else part

    return dict(filled(written()))


def variables() -> dict[str, str]:
    """Each variable that it takes from .env, and its rule: `:?` must be given, `:-` may be left out."""
    return {match["name"]: match["rule"] or "" for match in VARIABLE.finditer(FILE.read_text())}
