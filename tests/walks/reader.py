"""Somebody with a browser: opens pages, presses what stands there, and follows where that leads."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cached_property
from http.cookies import Morsel, SimpleCookie
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client

from tests.walks.filling import fill_in
from tests.walks.page import Button, Page, PageForm, read_page

LONGEST_CHAIN = 4
IN_WORDS = {301, 302, 303, 307, 308}


class DeadEnd(AssertionError):
    """Somebody came to where it does not go on."""


@dataclass
class Arrival:
    """Where somebody came to."""

    path: str
    status: int
    html: str = ""
    kind: str = ""

    @cached_property
    def page(self) -> Page:
        return read_page(self.html if self.kind == "text/html" else "")


class Browser(Client):
    """Django's own, without its record of every template and context, which takes longer than the pages do."""

    def request(self, **request: Any) -> Any:
        self.error: Any = None
        got_request_exception.connect(self._note_error)
        try:
            return self.handler(self._base_environ(**request))
        finally:
            got_request_exception.disconnect(self._note_error)

    def _note_error(self, **_about: Any) -> None:
        self.error = sys.exc_info()[1]


class Reader:
    """Cookies are sent to the addresses they were given for, and forms want their token, as with a browser."""

    def __init__(self, who: str, cookies: SimpleCookie | None = None) -> None:
        self.who = who
        self.client = Browser(enforce_csrf_checks=True)
        self._jar: dict[tuple[str, str], Morsel[str]] = {}
        for morsel in (cookies or {}).values():
            self._jar[morsel.key, morsel["path"] or "/"] = morsel

    def copy(self) -> Reader:
        """Another browser with the same cookies: what it does leaves this one as it is."""
        other = Reader(self.who)
        other._jar = dict(self._jar)
        return other

    def open(self, address: str, *, background: bool = False, since: str = "/") -> Arrival:
        """The page at the end of that address's redirects. Raises DeadEnd."""
        return self._follow(*self._ask("get", urljoin(since, address), background=background))

    def send(self, form: PageForm, button: Button | None, start: Arrival, **typed: Any) -> Arrival:
        """What a browser would send of this form, with what was typed. Raises DeadEnd."""
        told: dict[str, Any] = form.fields | typed
        if button and button.name and button.name not in typed:
            told = told | {button.name: [*form.fields.get(button.name, []), button.value]}
        told = {name: value for name, value in told.items() if value is not None}
        address = urljoin(start.path, form.action or start.path)
        return self._follow(*self._ask("post", address, told, background=form.background, start=start))

    def press(self, start: Arrival, action: str, **typed: Any) -> Arrival:
        """The form of this page that goes to that address. Raises DeadEnd when there is none."""
        button, fill = typed.pop("pressing", None), typed.pop("fill", False)
        for form in start.page.posts:
            if urlsplit(urljoin(start.path, form.action or start.path)).path != action:
                continue
            for one in form.buttons or [None]:  # type: ignore[list-item]
                if button is None or (one and (one.name, one.value) == button):
                    told = fill_in(form, **typed) if fill else typed
                    return self.send(form, one, start, **told)
        raise DeadEnd(f"{start.path} offers {self.who} no button to {action}")

    def _ask(
        self,
        method: str,
        address: str,
        told: Any = None,
        *,
        background: bool = False,
        start: Arrival | None = None,
    ) -> tuple[str, Any]:
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept-Language": "en"}
        if background:
            here = start or Arrival("/aurora/", 200)
            headers |= {"HX-Request": "true", "HX-Current-URL": f"http://testserver{here.path}"}
            headers |= here.page.headers
        self.client.cookies = SimpleCookie()
        for (name, where), morsel in sorted(self._jar.items(), key=lambda one: len(one[0][1])):
            if parts.path.startswith(where):
                self.client.cookies[name] = morsel.value
        send = getattr(self.client, method)
        answer = send(path, told, headers=headers) if told is not None else send(path, headers=headers)
        for morsel in answer.cookies.values():
            self._keep(morsel)
        if method == "post":
            connection.check_constraints()
        if answer.status_code >= 500:
            raise DeadEnd(
                f"{method} {path} answers {self.who} with {answer.status_code}: {self.client.error!r}"
            )
        return path, answer

    def _keep(self, morsel: Morsel[str]) -> None:
        key = (morsel.key, morsel["path"] or "/")
        if morsel["max-age"] == 0 or not morsel.value:
            self._jar.pop(key, None)
        else:
            self._jar[key] = morsel

    def _follow(self, path: str, answer: Any) -> Arrival:
        for _hop in range(LONGEST_CHAIN):
            onward = answer.headers.get("HX-Redirect") or (
                answer.headers.get("Location") if answer.status_code in IN_WORDS else ""
            )
            if not onward:
                return _arrival(path, answer)
            path, answer = self._ask("get", urljoin(path, onward))
        raise DeadEnd(f"{self.who} is sent on and on, at last to {path}")


def is_ours(address: str) -> bool:
    """Is it a page of this server, rather than a phone number, a mail or another site?"""
    parts = urlsplit(address)
    return parts.scheme in ("", "http", "https") and (
        not parts.netloc or address.startswith((settings.SITE_URL, "http://testserver/"))
    )


def is_file(path: str) -> bool:
    """One of the design's own files: it has to be there, and is not opened."""
    if not path.startswith(settings.STATIC_URL):
        return False
    if finders.find(path.removeprefix(settings.STATIC_URL)) is None:
        raise DeadEnd(f"{path} is no file")
    return True


def _arrival(path: str, answer: Any) -> Arrival:
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    html = answer.content.decode() if kind in ("text/html", "text/calendar", "application/json") else ""
    return Arrival(path, answer.status_code, html, kind)


def links_in(text: str) -> list[str]:
    """The addresses of this server that stand in a text."""
    return re.findall(re.escape(settings.SITE_URL) + r"[^\s\"'<>\\]*", text)
