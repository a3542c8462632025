"""A stand-in for Daily's REST interface: rooms, meeting tokens, the domain; as strict as it is said to be.

python -m tests.standins.daily --port 9001
"""

import time
import uuid
from datetime import UTC, datetime

import jwt

from tests.standins.daily_rules import unknown, wrong_properties, wrong_room, wrong_token
from tests.standins.server import Reply, Standin, serve

KEY = "daily-standin-key"
DOMAIN_ID = "25df5057-ef0d-4d97-bde6-0cf287276cbb"
DEFAULTS = {
    "eject_at_room_exp": False,
    "enable_chat": False,
    "enable_screenshare": True,
    "max_participants": 200,
}
CLAIMS = {"room_name": "r", "is_owner": "o", "user_name": "u", "user_id": "ud", "exp": "exp", "nbf": "nbf"}
ERRORS = {
    400: "invalid-request-error",
    401: "authentication-error",
    403: "forbidden-error",
    404: "not-found",
    429: "rate-limit-error",
}


class DailyStandin(Standin):
    """Daily, on loopback."""

    def __init__(self, *, port=0, hipaa=False):
        super().__init__(port=port)
        self.hipaa = hipaa
        self.keeps_expired_names = False
        self.rooms = {}
        self.tokens = []
        self.meetings = []

    def reset(self):
        super().reset()
        self.rooms.clear()
        self.tokens.clear()
        self.meetings.clear()

    def expire(self, name):
        """Its time passes."""
        self.rooms[name]["config"]["exp"] = int(time.time()) - 1

    def answer(self, asked):
        authorization = asked.headers.get("authorization", "")
        if not authorization.startswith("Bearer "):
            return Reply(400, {"error": "authorization-header-error", "info": "missing authorization header"})
        if authorization != f"Bearer {KEY}":
            return Reply(401, self.error(401))
        match [asked.method, *asked.path.strip("/").split("/")]:
            case ["GET", ""]:
                return Reply(
                    200, {"domain_name": "standin", "domain_id": DOMAIN_ID, "config": {"hipaa": self.hipaa}}
                )
            case ["GET", "rooms"]:
                data = [room for room in self.rooms.values() if is_open(room)]
                return Reply(200, {"total_count": len(data), "data": data})
            case ["POST", "rooms"]:
                return self._create(asked.json or {})
            case ["GET", "meetings"]:
                return Reply(200, {"total_count": len(self.meetings), "data": self.meetings})
            case ["POST", "meeting-tokens"]:
                return self._mint((asked.json or {}).get("properties") or {})
            case [method, "rooms", name]:
                return self._room(method, name, asked.json or {})
        return Reply(404, self.error(404))

    def error(self, status, info="as planned"):
        return {"error": ERRORS.get(status, "server-error"), "info": info}

    def _create(self, sent):
        name = sent.get("name") or uuid.uuid4().hex[:20]
        wrong = wrong_room(sent, hipaa=self.hipaa)
        taken = self.rooms.get(name)
        if taken and (is_open(taken) or self.keeps_expired_names):
            wrong = wrong or f"a room named {name} already exists"
        if wrong:
            return Reply(400, self.error(400, wrong))
        self.rooms[name] = {
            "id": str(uuid.uuid4()),
            "name": name,
            "api_created": True,
            "privacy": sent.get("privacy", "public"),
            "url": f"https://standin.daily.co/{name}",
            "created_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "config": told(sent.get("properties") or {}),
        }
        return Reply(200, self.rooms[name])

    def _room(self, method, name, sent):
        room = self.rooms.get(name)
        if method == "DELETE":
            return self._delete(name, room)
        if room is None or not is_open(room):
            return Reply(404, self.error(404, f"room {name} not found"))
        if method == "GET":
            return Reply(200, room)
        wrong = unknown(sent, "privacy properties") or wrong_properties(sent.get("properties") or {})
        if wrong:
            return Reply(400, self.error(400, wrong))
        room["privacy"] = sent.get("privacy", room["privacy"])
        room["config"] |= told(sent.get("properties") or {})
        return Reply(200, room)

    def _delete(self, name, room):
        self.rooms.pop(name, None)
        if room is None:
            return Reply(404, self.error(404, f"room {name} not found"))
        if not is_open(room):
            return Reply(404, self.error(404, f"room {name} not found") | {"deleted": True})
        return Reply(200, {"deleted": True, "name": name})

    def _mint(self, properties):
        """As the real one: what is beside `properties` is ignored; without room_name it opens every room."""
        wrong = wrong_token(properties)
        if wrong:
            return Reply(400, self.error(400, wrong))
        claims = {CLAIMS[key]: value for key, value in properties.items() if key in CLAIMS}
        self.tokens.append(
            jwt.encode({"d": DOMAIN_ID, "iat": int(time.time()), **claims}, KEY.ljust(32), "HS256")
        )
        return Reply(200, {"token": self.tokens[-1]})


def claims_of(token):
    """What a minted token lets its holder do."""
    return jwt.decode(token, KEY.ljust(32), ["HS256"])


def is_open(room):
    return room["config"].get("exp", float("inf")) > time.time()


def told(properties):
    """Only what differs from the defaults is kept in a room's config."""
    return {key: value for key, value in properties.items() if DEFAULTS.get(key) != value}


if __name__ == "__main__":
    serve(DailyStandin)
