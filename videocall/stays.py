"""Somebody's time in a room at Daily, as Daily reports it: in its webhook's events and in its list of meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self


@dataclass(frozen=True)
class Stay:
    """`user_id` is the one their token was made with. `went` is None while they are there, or it isn't known."""

    user_id: str
    came: datetime
    went: datetime | None

    @classmethod
    def from_report(cls, user_id: Any, joined: Any, seconds: Any) -> Self | None:
        """None when it makes no sense. Daily counts seconds, with or without a fraction."""
        try:
            came = datetime.fromtimestamp(float(joined), UTC)
            went = came + timedelta(seconds=float(seconds)) if seconds is not None else None
        except (TypeError, ValueError, OverflowError, OSError):
            return None
        return cls(user_id, came, went) if isinstance(user_id, str) else None


def stays_of(meeting: dict[str, Any]) -> list[Stay]:
    """Of one meeting in Daily's list. While it goes on, how long somebody has been there says not that they left."""
    is_over = meeting.get("ongoing") is False
    told = [
        Stay.from_report(one.get("user_id"), one.get("join_time"), one.get("duration") if is_over else None)
        for one in meeting.get("participants") or []
        if isinstance(one, dict)
    ]
    return [stay for stay in told if stay]
