"""Prints the cookie of a session for each user named, made as signing in makes it; run with the web's environment."""

import os
import sys
import time

import django


def main(nonce: str, *users: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restartix.settings")
    django.setup()
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    now = int(time.time())
    for user in users:
        session = SessionStore()
        session.update({"user_id": user, "nonce": nonce, "began": now, "seen": now})
        session.save()
        print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


if __name__ == "__main__":
    main(*sys.argv[1:])
