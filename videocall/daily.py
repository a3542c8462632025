"""Daily, where a visit takes place when there is a key: private rooms, and a token per person and page view.

What the service does is from docs.daily.co (rooms, meeting tokens, errors, HIPAA) and was never tried on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import quote, urlencode

from django.conf import settings

from restartix.core.effects.failures import Refused, TryLater
from videocall.daily_http import DailyAnswer, DailyHTTP
from videocall.stays import Stay, stays_of

REAL = "https://api.daily.co/v1"
CONNECTING = 3.05
ON_THE_WAY = timedelta(seconds=5)
LONGEST_USER_ID = 36


class RoomTimeOver(Refused):
    """The time asked for is past, or would be when Daily reads it: no room and no token is made for that."""


@dataclass(frozen=True)
class DesiredDailyRoom:
    """What our side wants: a room under this name (not in HIPAA mode, where Daily names it) until then."""

    name: str
    expires_at: datetime


@dataclass(frozen=True)
class Room:
    """A room as Daily has it. Keep its name and address: in HIPAA mode they can't be worked out."""

    name: str
    url: str
    expires_at: datetime | None
    is_private: bool = True


@dataclass(frozen=True)
class Daily:
    """One Daily domain. Every call has a time limit and is made once. Raises TryLater or Refused."""

    api_key: str = field(repr=False)
    api_url: str = REAL
    hipaa: bool = False
    timeouts: tuple[float, float] = (CONNECTING, 10)

    @classmethod
    def from_settings(cls) -> Self:
        return cls(
            api_key=settings.DAILY_API_KEY,
            api_url=settings.DAILY_API_URL or REAL,
            hipaa=settings.DAILY_HIPAA,
            timeouts=(min(CONNECTING, settings.DAILY_TIMEOUT), settings.DAILY_TIMEOUT),
        )

    def make_agree(self, *, wanted: DesiredDailyRoom | None, known_name: str | None) -> Room | None:
        """Make Daily have the room that is wanted, private and until then, or none. Safe to run again.

        `known_name` is the name Daily answered with or, before any answer, the one it was asked for: so
        a room is deleted though its making was never answered. Only in HIPAA mode can an unanswered making
        leave one behind: its name is random, nobody holds a token for it, and it expires by itself.
        """
        if wanted is None:
            if known_name:
                self.delete(name=known_name)
            return None
        _unix(wanted.expires_at)
        name = known_name or ("" if self.hipaa else wanted.name)
        there = self.find(name=name) if name else None
        agreed = self._corrected(there, wanted.expires_at) if there else None
        return agreed or self.create(name=wanted.name, expires_at=wanted.expires_at)

    def create(self, *, name: str, expires_at: datetime) -> Room:
        """A private room of this name; one that is there already is taken over, with its expiry corrected."""
        answer = self._post_room(name, expires_at)
        if answer.status == 400 and not self.hipaa:
            there = self.find(name=name)
            agreed = self._corrected(there, expires_at) if there else None
            if agreed:
                return agreed
            if there or self._swept(name):
                answer = self._post_room(name, expires_at)
        return _room(answer.body_or_raise())

    def find(self, *, name: str) -> Room | None:
        """The room of this name; None when there is none, which is also what Daily says of an expired one."""
        answer = self._http.ask("GET", _path(name), bear=(404,))
        return None if answer.is_unknown else _room(answer.body_or_raise())

    def move_expiry(self, *, name: str, expires_at: datetime) -> Room | None:
        """From now on let people in until `expires_at`, and only with a token; None when the room is gone."""
        change = {"privacy": "private", "properties": {"exp": _unix(expires_at)}}
        answer = self._http.ask("POST", _path(name), json=change, bear=(404,))
        return None if answer.is_unknown else _room(answer.body_or_raise())

    def delete(self, *, name: str) -> None:
        """No room of this name any more; one that was never there, or has expired, counts as deleted."""
        self._swept(name)

    def meeting_token(
        self, *, room_name: str, user_id: str, display_name: str, is_owner: bool, expires_at: datetime
    ) -> str:
        """A new token: one person, one room, until then. A page that is loaded again needs another.

        `user_id` is a uuid, since Daily keeps it (at most 36 characters; in HIPAA mode it hides any other).
        """
        if not room_name or len(user_id) > LONGEST_USER_ID:
            raise ValueError("A token needs a room, and a user id of at most 36 characters.")
        properties = {
            "room_name": room_name,
            "user_id": user_id,
            "user_name": display_name,
            "is_owner": is_owner,
            "exp": _unix(expires_at),
        }
        answer = self._http.ask("POST", "/meeting-tokens", json={"properties": properties})
        token = answer.body_or_raise().get("token")
        if not isinstance(token, str) or not token:
            raise TryLater("daily-unclear")
        return token

    def stays(self, *, room_name: str, since: datetime) -> list[Stay]:
        """Who was in this room from then on; nobody, when Daily knows of no meeting there."""
        query = urlencode({"room": room_name, "timeframe_start": int(since.timestamp())})
        found = self._http.ask("GET", f"/meetings?{query}").body_or_raise().get("data")
        meetings = found if isinstance(found, list) else []
        return [stay for meeting in meetings if isinstance(meeting, dict) for stay in stays_of(meeting)]

    @property
    def _http(self) -> DailyHTTP:
        return DailyHTTP(api_key=self.api_key, api_url=self.api_url, timeouts=self.timeouts)

    def _post_room(self, name: str, expires_at: datetime) -> DailyAnswer:
        """Who is inside stays past the expiry (a visit may run over); nobody may knock to be let in."""
        properties = {
            "exp": _unix(expires_at),
            "eject_at_room_exp": False,
            "enable_knocking": False,
            "lang": "user",
        }
        room = {"privacy": "private", "properties": properties}
        named = {} if self.hipaa else {"name": name}
        return self._http.ask("POST", "/rooms", json={**named, **room}, bear=(400,))

    def _corrected(self, room: Room, expires_at: datetime) -> Room | None:
        if room.is_private and room.expires_at and _unix(expires_at) == int(room.expires_at.timestamp()):
            return room
        return self.move_expiry(name=room.name, expires_at=expires_at)

    def _swept(self, name: str) -> bool:
        """Delete; returns whether there was something to delete, be it the remains of an expired room."""
        answer = self._http.ask("DELETE", _path(name), bear=(404,))
        if answer.is_unknown:
            return bool(answer.body.get("deleted"))
        answer.body_or_raise()
        return True


def join_url(room_url: str, token: str) -> str:
    """The address to embed. It holds the token, so a page with it is never cached, nor sent as a referrer."""
    return f"{room_url}?t={quote(token, safe='')}"


def _unix(moment: datetime) -> int:
    """Whole seconds, as Daily counts them. A naive datetime is a mistake; a past one is RoomTimeOver."""
    if moment.tzinfo is None:
        raise ValueError("An expiry must say its time zone.")
    if moment <= datetime.now(UTC) + ON_THE_WAY:
        raise RoomTimeOver("daily-time-over")
    return int(moment.timestamp())


def _path(name: str) -> str:
    return f"/rooms/{quote(name, safe='')}"


def _room(body: dict[str, Any]) -> Room:
    try:
        expiry = (body.get("config") or {}).get("exp")
        return Room(
            name=body["name"],
            url=body["url"],
            expires_at=datetime.fromtimestamp(expiry, UTC) if expiry else None,
            is_private=body.get("privacy") == "private",
        )
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        raise TryLater("daily-unclear") from None
