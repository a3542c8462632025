"""What a page with Clerk's own sign-in component needs: scripts, and room in the content security policy."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

CHALLENGES = "https://challenges.cloudflare.com"
PROTECT = "https://*.protect.clerk.com"
HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\Z")


@dataclass(frozen=True)
class ClerkBrowser:
    """Clerk as the browser meets it. The publishable key is public by design: it names the instance."""

    publishable_key: str

    @classmethod
    def from_settings(cls) -> Self:
        return cls(settings.CLERK_PUBLISHABLE_KEY)

    @property
    def host(self) -> str:
        """The instance's Frontend API host, which the key holds as base64 of "host$".

        Only a plain host name passes, since it is written into a script address and a header.
        """
        encoded = re.sub(r"\Apk_(test|live)_", "", self.publishable_key)
        try:
            decoded = b64decode(encoded + "=" * (-len(encoded) % 4), validate=True).decode("ascii")
        except (NotBase64, ValueError):
            decoded = ""
        if encoded == self.publishable_key or not decoded.endswith("$") or not HOST.match(decoded[:-1]):
            raise ImproperlyConfigured("CLERK_PUBLISHABLE_KEY is not a Clerk publishable key.")
        return decoded[:-1]

    @property
    def scripts(self) -> tuple[str, str]:
        """Clerk's components, then Clerk itself; load both `defer crossorigin="anonymous"`, in this order."""
        npm = f"https://{self.host}/npm/@clerk"
        return f"{npm}/ui@1/dist/ui.browser.js", f"{npm}/clerk-js@6/dist/clerk.browser.js"

    def policy(self) -> dict[str, list[str]]:
        """What to add to the content security policy of the sign-in page, and of no other.

        Clerk's component writes inline styles, and a nonce beside 'unsafe-inline' would switch that off.
        """
        instance = f"https://{self.host}"
        return {
            "script-src": [instance, CHALLENGES, PROTECT],
            "connect-src": [instance, f"{PROTECT}:*"],
            "img-src": ["https://img.clerk.com"],
            "worker-src": ["'self'", "blob:"],
            "style-src": ["'unsafe-inline'"],
            "frame-src": [CHALLENGES, PROTECT],
        }
