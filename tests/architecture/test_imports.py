"""Imports go one way: what patients and forms are doesn't depend on what appointments do with them."""

from tests.architecture.source import PACKAGES, imported, modules

BASE = ("restartix.organisations", "restartix.identity", "restartix.effects")
MAY_USE = {
    "restartix.local": ("restartix.local",),
    "patients": BASE,
    "forms": (*BASE, "patients"),
    "videocall": (*BASE, "patients"),
    "reviews": (*BASE, "patients"),
    "appointments": (*BASE, "patients", "forms", "videocall", "reviews"),
} | dict.fromkeys(BASE, BASE)
# What stands on top and may use everything.
TOP = {
    *("restartix.settings", "restartix.urls", "restartix.clinic_urls", "restartix.wsgi", "restartix.pages"),
    *("restartix.context", "restartix.sample", "manage"),
}


def package_of(module):
    """The part of the project that a module belongs to."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "restartix" else parts[0]


def is_common(package):
    """What every package may use: single modules of restartix, words and tools without a domain of their own."""
    return package.split(".")[0] == "restartix" and package not in TOP and package not in MAY_USE


def name_of(path):
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def above(path):
    """What it imports and does not lie below it."""
    own = package_of(name_of(path))
    if own in TOP or is_common(own):
        return set()
    allowed = {own, *MAY_USE[own]}
    return {
        name
        for name in imported(path)
        if name.split(".")[0] in PACKAGES and not (package_of(name) in allowed or is_common(package_of(name)))
    }


def test_a_module_imports_only_what_lies_below_it():
    assert {path: wrong for path in modules() if (wrong := above(path))} == {}


def test_what_is_common_knows_nobodys_domain():
    common = [path for path in modules() if is_common(package_of(name_of(path)))]
    domains = {path: name for path in common for name in imported(path) if name.split(".")[0] in PACKAGES[1:]}

    assert domains == {}
    assert len(common) > 20, "these are all of them"


def test_there_is_no_drawer_for_the_rest():
    drawers = ("services.py", "utils.py", "helpers.py", "signals.py", "misc.py")

    assert [path for path in modules() if path.endswith(tuple(f"/{name}" for name in drawers))] == []


def test_nothing_listens_to_signals():
    heard = [
        path for path in modules() for name in imported(path) if name.startswith("django.db.models.signals")
    ]

    assert heard == []
