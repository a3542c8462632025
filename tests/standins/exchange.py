"""What passes between a client and a stand-in, and how it may go wrong."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request as it came, the path without /v1 and the query, and the port that its client spoke from."""

    method: str
    path: str
    query: dict[str, list[str]] = field(default_factory=dict)
    json: Any = None
    form: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    client: int = 0

    def __str__(self):
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Fault:
    """How one coming request goes wrong. With `after`, the work is done and only its answer goes wrong."""

    status: int | None = None
    retry_after: str | int | None = None
    hang: float = 0
    drop: bool = False
    after: bool = False
    body: Any = None
    method: str = "*"
    path: str = "*"

    def fits(self, asked):
        return fnmatchcase(asked.method, self.method) and fnmatchcase(asked.path, self.path)


@dataclass(frozen=True)
class Reply:
    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
