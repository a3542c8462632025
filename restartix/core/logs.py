"""What the log must not hold: the secrets that mailed links carry in their addresses."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"[0-9A-Fa-f]{32,}")


class WithoutSecrets(logging.Filter):
    """Writes "…" for any long run of hex digits, such as a sign-in link's token in the path of a refused request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = SECRET.sub("…", record.getMessage())
        record.args = None
        return True
