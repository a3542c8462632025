"""A request traced through our modules: which ones it enters, and how often it goes back into one it had left."""

import sys
from functools import cache
from pathlib import Path

from django.db.models import Model

from tests.architecture.source import PACKAGES, ROOT

UNCOUNTED = (
    *("restartix.config", "restartix.core.web", "restartix.core.verbs", "restartix.core.design"),
    *(f"restartix.core.identity.{name}" for name in ("locks", "inactivity", "languages", "session_store")),
    *(
        f"restartix.core.{name}"
        for name in ("clock", "weeks", "numbers", "phone", "region", "masks", "refusals")
    ),
    *(
        f"restartix.core.{name}"
        for name in ("limits", "forms", "fingerprint", "untrusted_json", "environment", "logs")
    ),
    "forms.uploads",
)
"""Middleware, decorators and what templates call; then core's small helpers. `forms.uploads` limits each request."""
WITHIN = ("<module>", "<lambda>", "<genexpr>", "<listcomp>", "<dictcomp>", "<setcomp>")
"""Parts of the function that they stand in."""


class Walk:
    """`with Walk() as walk:` follows what runs. A call counts when one module calls into another.

    Methods of rows don't count, nor what a template calls; what a row's method calls counts as called by its caller.
    """

    def __init__(self):
        self.calls = []

    def __enter__(self):
        sys.setprofile(self._profile)
        return self

    def __exit__(self, *_):
        sys.setprofile(None)

    @property
    def modules(self):
        return list(dict.fromkeys(module for _caller, module, _name in self.calls))

    @property
    def returns(self):
        """Calls into a module that was left for another before; control coming back from a call is none."""
        found, seen, last = [], set(), None
        for call in self.calls:
            module = call[1]
            if module != last and module in seen:
                found.append(call)
            seen.add(module)
            last = module
        return found

    def __str__(self):
        back = {id(call) for call in self.returns}
        lines = [f"{len(self.modules)} modules, {len(back)} returns"]
        for call in self.calls:
            caller, module, name = call
            lines.append(f"{'back' if id(call) in back else '':5}{caller} -> {module}.{name}")
        return "\n".join(lines)

    def _profile(self, frame, event, _argument):
        if event != "call" or (module := module_of(frame)) is None:
            return
        is_view = not self.calls and module.startswith("restartix.pages.")
        caller = "Django" if is_view else _caller(frame.f_back)
        if caller not in (None, module) and (self.calls or is_view):
            self.calls.append((caller, module, frame.f_code.co_qualname))


def _caller(frame):
    """The nearest module of ours; None where a template or Django itself calls."""
    while frame is not None and "/django/template/" not in frame.f_code.co_filename:
        if module := module_of(frame):
            return module
        frame = frame.f_back
    return None


def module_of(frame):
    """The module that this frame counts for; None when it doesn't count."""
    code = frame.f_code
    if code.co_name in WITHIN or (module := _named(code.co_filename)) is None or _is_rows(frame):
        return None
    return module


@cache
def _named(filename):
    path = Path(filename)
    if not path.is_relative_to(ROOT) or path.relative_to(ROOT).parts[0] not in PACKAGES:
        return None
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    is_apart = any(module == name or module.startswith(f"{name}.") for name in UNCOUNTED)
    return None if is_apart or "templatetags" in module else module


def _is_rows(frame):
    first = frame.f_code.co_varnames[: frame.f_code.co_argcount][:1]
    owner = frame.f_locals.get(first[0]) if first in (("self",), ("cls",)) else None
    return isinstance(owner, Model) or (isinstance(owner, type) and issubclass(owner, Model))
