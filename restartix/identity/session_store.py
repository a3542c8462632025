"""Django's sessions in the database, each with whose it is: so that somebody can see and end their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        from restartix.identity.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get("user_id")
        row.device = data.get("device", "")
        row.clerk_session_id = data.get("clerk_session_id", "")
        row.seen_at = datetime.fromtimestamp(data["seen"], UTC) if "seen" in data else None
        row.began_at = datetime.fromtimestamp(data["began"], UTC) if "began" in data else None
        return row
