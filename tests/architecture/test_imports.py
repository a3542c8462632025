"""The layers of the code: imports go down them, never up, and folders of one layer import each other one way."""

from tests.architecture.source import PACKAGES, imported, modules

LAYERS = [
    ("restartix.config", "manage"),
    ("restartix.pages",),
    ("restartix.flows",),
    ("restartix.messages",),
    ("reviews", "videocall", "forms"),
    ("appointments",),
    ("patients",),
    ("restartix.core",),
]
"""From the roof to the floor. Nothing imports `restartix.tools`, which stands apart and may import everything."""
APART = "restartix.tools"
FOLDERS = ("restartix.core", "restartix.flows", "restartix.pages", "restartix.tools", "appointments", "forms")
HTTP = (
    "django.http",
    "django.shortcuts",
    "django.views",
    "django.contrib.messages",
    "restartix.core.web.middleware",
)
MAY_KNOW_HTTP = ("restartix.config", "restartix.pages", "restartix.core", "restartix.tools")


def name_of(path):
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def lies_in(module, folder):
    return module == folder or module.startswith(f"{folder}.")


def layer_of(module):
    """Counted from the roof; None for what belongs to no layer."""
    for number, folders in enumerate(LAYERS):
        if any(lies_in(module, folder) for folder in folders):
            return number
    return None


def ours(path):
    return [name for name in imported(path) if name.split(".")[0] in PACKAGES]


def climbs(path):
    """What it imports from a layer above its own, or from what stands apart."""
    own = layer_of(name_of(path))
    if own is None:
        return []
    return [name for name in ours(path) if (below := layer_of(name)) is None or below < own]


def test_every_module_has_its_layer():
    homeless = [
        path
        for path in modules()
        if layer_of(name_of(path)) is None
        and not lies_in(name_of(path), APART)
        and name_of(path) != "restartix"
    ]

    assert homeless == []


def test_no_import_climbs():
    assert {path: wrong for path in modules() if (wrong := climbs(path))} == {}


def test_the_apps_of_one_layer_do_not_know_each_other():
    apps = LAYERS[4]
    found = {
        path: name
        for path in modules()
        for name in ours(path)
        if (own := name_of(path).split(".")[0]) in apps
        and name.split(".")[0] in apps
        and name.split(".")[0] != own
    }

    assert found == {}


def folder_of(module, layer):
    """The folder (or module) directly below this one."""
    return ".".join(module.split(".")[: layer.count(".") + 2])


def test_folders_of_one_layer_import_each_other_one_way():
    ways = set()
    for path in modules():
        for layer in FOLDERS:
            own = name_of(path)
            if lies_in(own, layer):
                below = {folder_of(name, layer) for name in ours(path) if lies_in(name, layer)}
                ways |= {(folder_of(own, layer), other) for other in below if other != folder_of(own, layer)}

    assert sorted(f"{a} ⇄ {b}" for a, b in ways if (b, a) in ways and a < b) == []
    assert len(ways) > 60, "these are all of them"


def test_below_the_pages_nothing_knows_http():
    found = {
        path: name
        for path in modules()
        for name in imported(path)
        if name.startswith(HTTP) and not any(lies_in(name_of(path), folder) for folder in MAY_KNOW_HTTP)
    }

    assert {path: name for path, name in found.items() if path != "manage.py"} == {}


def test_there_is_no_drawer_for_the_rest():
    drawers = ("services.py", "utils.py", "helpers.py", "signals.py", "misc.py")

    assert [path for path in modules() if path.endswith(tuple(f"/{name}" for name in drawers))] == []


def test_nothing_listens_to_signals():
    heard = [
        path for path in modules() for name in imported(path) if name.startswith("django.db.models.signals")
    ]

    assert heard == []
