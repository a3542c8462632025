"""Django's sessions in the database, each with its user, so that people can see and end their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        from restartix.core.identity.models import Session

        return Session

    _lock: UUID | None = None

    @property
    def lock(self) -> UUID | None:
        """What this session is locked for; None while it is its owner's."""
        self._get_session()  # type: ignore[attr-defined]
        return self._lock

    @lock.setter
    def lock(self, value: UUID | None) -> None:
        self._lock = value

    def _get_session_from_db(self) -> Any:
        row: Any = super()._get_session_from_db()  # type: ignore[misc]
        self._lock = row.locked_for if row else None
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get("user_id")
        row.device = data.get("device", "")
        row.clerk_session_id = data.get("clerk_session_id", "")
        row.seen_at = datetime.fromtimestamp(data["seen"], UTC) if "seen" in data else None
        row.began_at = datetime.fromtimestamp(data["began"], UTC) if "began" in data else None
        return row
