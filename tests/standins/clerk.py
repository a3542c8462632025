"""A stand-in for Clerk's Backend API: users and sessions, in the full shape that its SDK insists on.

python -m tests.standins.clerk --port 9002
"""

import re
import uuid

from tests.standins.clerk_shapes import addresses, full_session, full_user, proven_addresses
from tests.standins.clerk_tokens import SigningKey
from tests.standins.server import Reply, Standin, serve

KEY = "sk_test_standin"
CREATE_KEYS = """
    external_id first_name last_name locale email_address email_address_identification_status
    phone_number phone_number_identification_status web3_wallet username password password_digest
    password_hasher skip_password_checks skip_password_requirement totp_secret backup_codes
    public_metadata private_metadata unsafe_metadata delete_self_enabled legal_accepted_at
    skip_legal_checks skip_user_requirement create_organization_enabled create_organizations_limit
    created_at bypass_client_trust banned locked
"""
ERRORS = {
    400: "bad_request",
    401: "authentication_invalid",
    403: "authorization_invalid",
    404: "resource_not_found",
    409: "conflict",
    422: "form_param_value_invalid",
    429: "too_many_requests",
    503: "service_unavailable",
}


class ClerkStandin(Standin):
    """Clerk, on loopback."""

    def __init__(self, *, port=0):
        super().__init__(port=port)
        self.signing_key = SigningKey()
        self.needs_phone = False
        self.users = {}
        self.sessions = {}

    def reset(self):
        super().reset()
        self.users.clear()
        self.sessions.clear()

    def add_user(self, *, email, external_id=None, proven=True, odd=False):
        """Somebody who has an account already. An odd one carries what the SDK's models don't know."""
        user = full_user(email=email, external_id=external_id, proven=proven)
        if odd:
            user["email_addresses"][0]["verification"]["object"] = "verification_by_pigeon"
            user["passkeys"] = None
        self.users[user["id"]] = user
        return user["id"]

    def sign_in(self, user_id, *, azp="https://clinic.example", **claims):
        """A new session of theirs, as (session id, the token their browser gets)."""
        session = full_session(user_id)
        self.sessions[session["id"]] = session
        return session["id"], self.signing_key.token(user_id, session["id"], azp=azp, **claims)

    def answer(self, asked):
        if asked.headers.get("authorization") != f"Bearer {KEY}":
            return Reply(401, self.error(401))
        match [asked.method, *asked.path.strip("/").split("/")]:
            case ["GET", "users"]:
                return Reply(200, self._matching(asked.query))
            case ["POST", "users"]:
                return self._create(asked.json or {})
            case [method, "users", user_id]:
                return self._user(method, user_id)
            case ["GET", "sessions", session_id] if session_id in self.sessions:
                return Reply(200, self.sessions[session_id])
            case ["POST", "sessions", session_id, "revoke"] if session_id in self.sessions:
                return self._revoke(self.sessions[session_id])
        return Reply(404, self.error(404))

    def error(self, status, code=None, **meta):
        code = code or ERRORS.get(status, "internal_clerk_error")
        error = {"message": code, "long_message": f"{code}, in a sentence.", "code": code, "meta": meta}
        return {"errors": [error], "clerk_trace_id": uuid.uuid4().hex}

    def _matching(self, query):
        found = list(self.users.values())
        if "external_id" in query:
            found = [user for user in found if user["external_id"] in query["external_id"]]
        if "email_address" in query:
            wanted = {email.lower() for email in query["email_address"]}
            found = [user for user in found if wanted & set(addresses(user))]
        start, limit = int(query.get("offset", ["0"])[0]), int(query.get("limit", ["10"])[0])
        return found[start : start + limit]

    def _create(self, sent):
        emails = [email.lower() for email in sent.get("email_address", [])]
        for key in sent:
            if key not in CREATE_KEYS.split():
                return Reply(422, self.error(422, "form_param_unknown", param_name=key))
        if self.needs_phone and not sent.get("phone_number"):
            return Reply(422, self.error(422, "form_data_missing", missing_parameters=["phone_number"]))
        if not all(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email) for email in emails):
            return Reply(422, self.error(422, "form_param_format_invalid", param_name="email_address"))
        for user in self.users.values():
            if set(emails) & set(proven_addresses(user)):
                return Reply(422, self.error(422, "form_identifier_exists", param_name="email_address"))
            if sent.get("external_id") and user["external_id"] == sent["external_id"]:
                return Reply(422, self.error(422, "form_identifier_exists", param_name="external_id"))
        user = full_user(email=emails[0], external_id=sent.get("external_id"))
        self.users[user["id"]] = user
        return Reply(200, user)

    def _user(self, method, user_id):
        if user_id not in self.users:
            return Reply(404, self.error(404))
        if method == "DELETE":
            del self.users[user_id]
            return Reply(200, {"object": "user", "id": user_id, "deleted": True})
        return Reply(200, self.users[user_id])

    def _revoke(self, session):
        if session["status"] != "active":
            return Reply(400, self.error(400))
        session["status"] = "revoked"
        return Reply(200, session)


if __name__ == "__main__":
    serve(ClerkStandin)
