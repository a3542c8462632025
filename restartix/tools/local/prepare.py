"""Readies database and static files for bin/demo: one process, as the owner, so Django starts once."""

import io
import os
import sys
from pathlib import Path


def main(who: Path) -> None:
    """Migrate, load the sample clinic, collect static files; write who signs in as what to `who`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restartix.config.settings")
    import django

    django.setup()
    from django.core.management import call_command, get_commands

    known = get_commands()
    call_command("migrate", verbosity=0, interactive=False)
    _say("tables are up to date")
    if "load_sample_clinic" in known:
        call_command("load_sample_clinic")
    if "collectstatic" in known:
        call_command("collectstatic", verbosity=0, interactive=False)
        _say("styles and images are collected")
    told = io.StringIO()
    if "who_signs_in" in known:
        call_command("who_signs_in", stdout=told)
    who.write_text(told.getvalue())


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
