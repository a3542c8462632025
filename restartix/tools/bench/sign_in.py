"""Prints the cookie of a session for each user named, made as signing in makes it; run with the web's environment."""

import os
import sys
import time
from importlib import import_module

import django


def main(nonce: str, *users: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restartix.config.settings")
    django.setup()
    from django.conf import settings

    make_session = import_module(settings.SESSION_ENGINE).SessionStore
    now = int(time.time())
    for user in users:
        session = make_session()
        session.update({"user_id": user, "nonce": nonce, "began": now, "seen": now})
        session.save()
        print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


if __name__ == "__main__":
    main(*sys.argv[1:])
