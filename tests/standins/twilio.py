"""A stand-in for Twilio's Messages resource: takes text messages, keeps them, refuses numbers it can't reach.

python -m tests.standins.twilio --port 9003
"""

import uuid
from email.utils import format_datetime

from django.utils import timezone

from tests.standins.server import Reply, Standin, serve

ACCOUNT, TOKEN, SENDER = "ACstandin", "token of the account", "+40312000000"
UNREACHABLE = {"+40000": 21211, "+40210000000": 21614, "+40799999999": 21610}


class TwilioStandin(Standin):
    """Twilio, on loopback."""

    def __init__(self, *, port=0):
        super().__init__(port=port)
        self.messages = []

    @property
    def url(self):
        return super().url.removesuffix("/v1")

    def reset(self):
        super().reset()
        self.messages.clear()

    def answer(self, asked):
        if not asked.headers.get("authorization", "").startswith("Basic "):
            return Reply(401, self.error(401))
        if asked.path != f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json":
            return Reply(404, self.error(404))
        if asked.method == "GET":
            to = asked.query.get("To", [""])[0]
            return Reply(200, {"messages": [one for one in self.messages if one["to"] == to]})
        return self._take(asked.form)

    def error(self, status, code=None):
        codes = {401: 20003, 404: 20404, 429: 20429}
        return {
            "code": code or codes.get(status, 20500),
            "message": "words that name +40711",
            "status": status,
        }

    def _take(self, sent):
        if not (
            sent.get("To") and sent.get("Body") and (sent.get("From") or sent.get("MessagingServiceSid"))
        ):
            return Reply(400, self.error(400, 21604))
        if code := UNREACHABLE.get(sent["To"]):
            return Reply(400, self.error(400, code))
        message = {
            "sid": f"SM{uuid.uuid4().hex}",
            "to": sent["To"],
            "from": sent.get("From"),
            "messaging_service_sid": sent.get("MessagingServiceSid"),
            "body": sent["Body"],
            "status": "queued",
            "error_code": None,
            "date_created": format_datetime(timezone.now()),
            "report_to": sent.get("StatusCallback"),
        }
        self.messages.insert(0, message)
        return Reply(201, message)


if __name__ == "__main__":
    serve(TwilioStandin)
