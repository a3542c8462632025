"""A stand-in for Clerk's Frontend API and for the host of its scripts: what the real clerk-js and its components ask.

Served over TLS on loopback, under the host that the publishable key names; the browser is told where that lies.
Accounts and sessions are the Backend API's stand-in's own: revoked there is signed out here.
"""

import ssl
import uuid
from base64 import b64encode
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from tests.standins import clerk_environment as shapes
from tests.standins.certificate import self_signed
from tests.standins.server import Handler, Reply, Standin

HOST = "quiet-owl.clerk.accounts.dev"
PUBLISHABLE_KEY = "pk_test_" + b64encode(f"{HOST}$".encode()).decode()
CODE = "424242"


class ClerkFrontendStandin(Standin):
    """`with ClerkFrontendStandin(backend, scripts) as frontend`: scripts is the folder that holds @clerk/…/dist."""

    def __init__(self, backend, scripts, folder):
        super().__init__()
        self.backend, self.scripts = backend, Path(scripts)
        self.clients = {}
        self.site = ""
        self.server.RequestHandlerClass = FrontendHandler
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self_signed(HOST, folder))
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    @property
    def port(self):
        return self.server.server_port

    def error(self, status):
        return self.backend.error(status)

    def answer(self, asked):
        if asked.path.startswith("/npm/"):
            return self._script(asked.path)
        client, is_new = self._client(asked)
        reply = self._act(client, asked)
        if is_new:
            reply.headers["Set-Cookie"] = f"__client={client['id']}; Secure; SameSite=None; Path=/; HttpOnly"
        return reply

    def _act(self, client, asked):
        method = asked.query.get("_method", [asked.method])[0]
        match [method, *asked.path.strip("/").split("/")]:
            case [_, "environment"]:
                return Reply(200, shapes.environment(self.site))
            case ["POST", "dev_browser"]:
                return Reply(200, {"id": client["id"], "token": client["id"]})
            case ["GET" | "PUT", "client"]:
                return self._said(client, self._shown(client), alone=True)
            case ["POST", "client", "sign_ins"]:
                return self._sign_in(client, asked.form)
            case ["GET", "client", "sign_ins", _]:
                return self._said(client, client["sign_in"])
            case ["POST", "client", "sign_ins", _, "prepare_first_factor"]:
                return self._said(client, client["sign_in"])
            case ["POST", "client", "sign_ins", _, "attempt_first_factor"]:
                return self._attempt(client, asked.form)
            case ["POST", "client", "sessions", session_id, "touch"]:
                return self._touch(client, session_id)
            case ["POST", "client", "sessions", session_id, "tokens"]:
                return self._token(client, session_id)
            case ["POST", "client", "sessions", session_id, "remove" | "end"]:
                return self._remove(client, [session_id])
            case ["DELETE", "client", "sessions"] | ["DELETE", "client"]:
                return self._remove(client, list(client["sessions"]))
        return Reply(404, self.error(404))

    # Who asks: the browser's own client, by cookie, or in a development instance by its query.
    def _client(self, asked):
        cookie = SimpleCookie(asked.headers.get("cookie", ""))
        known = asked.query.get("__clerk_db_jwt", [""])[0] or (
            cookie["__client"].value if "__client" in cookie else ""
        )
        if known in self.clients:
            return self.clients[known], False
        client: dict[str, Any] = {"id": f"client_{uuid.uuid4().hex}", "sessions": [], "sign_in": None}
        self.clients[client["id"]] = client
        return client, True

    def _live(self, client):
        sessions = [self.backend.sessions.get(each) for each in client["sessions"]]
        return [each for each in sessions if each and each["status"] == "active"]

    def _shown(self, client):
        live = [shapes.session(each, self._user(each), self._jwt(each)) for each in self._live(client)]
        return shapes.client(client["id"], live, client["sign_in"])

    def _said(self, client, response, *, alone=False, status=200):
        return Reply(status, {"response": response, "client": None if alone else self._shown(client)})

    def _user(self, session):
        return self.backend.users[session["user_id"]]

    def _jwt(self, session):
        return self.backend.signing_key.token(session["user_id"], session["id"], azp=self.site)

    def _sign_in(self, client, form):
        email = form.get("identifier", "").lower()
        found = [
            user
            for user in self.backend.users.values()
            if email in [address["email_address"] for address in user["email_addresses"]]
        ]
        if not found:
            return Reply(422, self.backend.error(422, "form_identifier_not_found", param_name="identifier"))
        address = found[0]["email_addresses"][0]
        client["sign_in"] = shapes.sign_in(email, address["id"])
        client["signs_in"] = found[0]["id"]
        if form.get("password"):
            return self._attempt(client, form)
        return self._said(client, client["sign_in"])

    def _attempt(self, client, form):
        if form.get("code") and form["code"] != CODE:
            return Reply(422, self.backend.error(422, "form_code_incorrect", param_name="code"))
        if form.get("password") and form["password"] != f"password of {client['sign_in']['identifier']}":
            return Reply(422, self.backend.error(422, "form_password_incorrect", param_name="password"))
        session_id, _token = self.backend.sign_in(client["signs_in"], azp=self.site)
        client["sessions"].append(session_id)
        complete = client["sign_in"] | {"status": "complete", "created_session_id": session_id}
        client["sign_in"] = None
        return self._said(client, complete)

    def _touch(self, client, session_id):
        for each in self._live(client):
            if each["id"] == session_id:
                return self._said(client, shapes.session(each, self._user(each), self._jwt(each)))
        return Reply(401, self.error(401))

    def _token(self, client, session_id):
        for each in self._live(client):
            if each["id"] == session_id:
                return Reply(200, {"object": "token", "jwt": self._jwt(each)})
        return Reply(401, self.backend.error(401, "resource_not_found"))

    def _remove(self, client, ids):
        for each in ids:
            self.backend.sessions[each]["status"] = "removed"
        return self._said(client, self._shown(client))

    def _script(self, path):
        """@clerk/ui@1/dist/x.js as it lies in the folder: without the version."""
        _npm, scope, package, *rest = path.strip("/").split("/")
        file = self.scripts.joinpath(scope, package.split("@")[0], *rest)
        if not file.is_file() or file.suffix != ".js":
            return Reply(404, "no such script")
        return Reply(
            200, file.read_bytes(), {"Content-Type": "text/javascript", "Cache-Control": "max-age=600"}
        )


class FrontendHandler(Handler):
    """Answers another origin's page, as Clerk does, cookies included."""

    def end_headers(self):
        origin = self.headers.get("Origin")
        if origin:
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Credentials", "true")
            self.send_header("Access-Control-Allow-Headers", "authorization, content-type, x-mobile")
            self.send_header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
            self.send_header("Access-Control-Expose-Headers", "Authorization")
        super().end_headers()

    def do_OPTIONS(self):
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_PUT(self):
        self.handle_any()
