"""One walk: to the page where the button stands, press it, and look at everything that comes of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import urljoin, urlsplit

from restartix.core.identity.models import User
from tests.walks.filling import fill_in
from tests.walks.players import played_by
from tests.walks.reader import Arrival, DeadEnd, Reader, is_file, is_ours, links_in
from tests.walks.stage import Stage, undone

Address = Callable[[Stage], str]
Scene = Callable[[Stage], Any]
Typed = Mapping[str, Any] | Callable[[Stage], Mapping[str, Any]]

ROWS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Za-z_-]{30,}|\d[\d:TZ-]*|(?<==)[^&]+")

ANSWERED = "/completion/"
"""May be refused where it is offered: the answer names the forms that are in the way, and the ways to settle them."""

counted: Counter[str] = Counter()
_seen: set[tuple[str, str, str]] = set()


@dataclass(frozen=True)
class Walk:
    """`route` is what the button posts to, `page` where it stands, `scene` puts in place what the walk is about.

    What is not `typed` is filled in by itself. `verb` names the visit's verb that is performed.
    """

    route: str
    who: str
    scene: Scene
    page: Address
    action: Address
    typed: Typed = field(default_factory=dict)
    verb: str = ""
    pressing: tuple[str, str] | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.verb or self.route} by {self.who}" + (f" via {self.route}" if self.verb else "")


def walks(
    who: Iterable[str], route: str, scene: Scene, page: Address, action: Address, **about: Any
) -> list[Walk]:
    """The same by each of them."""
    return [Walk(route, one, scene, page, action, **about) for one in who]


def perform(walk: Walk, stage: Stage) -> None:
    """Raises DeadEnd, with what somebody would come to."""
    walk.scene(stage)
    stage.limit_guardian()
    reader = stage.reader
    stage.drain()
    start = stage.here or reader.open(walk.page(stage))
    if start.status != 200:
        raise DeadEnd(f"{start.path} answers {walk.who} with {start.status}")
    typed = walk.typed(stage) if callable(walk.typed) else walk.typed
    arrival = reader.press(start, walk.action(stage), fill=True, pressing=walk.pressing, **typed)
    counted["pages"] += 1
    if arrival.status != walk.status:
        raise DeadEnd(f"{walk} ends at {arrival.path} with {arrival.status}: {refusal_in(arrival)}")
    look_around(stage, reader, arrival)
    for mail in stage.drain():
        read(stage, mail)
    failed = [one for one in stage.results if one not in ("done", "nothing to do")]
    if failed:
        raise DeadEnd(f"{walk} left the worker with {failed}")
    press_all(stage, reader, arrival)


def look_around(stage: Stage, reader: Reader, arrival: Arrival) -> None:
    """Every link of the page, and what the page asks for by itself: each kind once for each state of the visit."""
    state = stage.visit_state
    for background, addresses in ((False, arrival.page.links), (True, arrival.page.asked)):
        for link in dict.fromkeys(addresses):
            _look(reader, arrival, link, state, background=background)


def _look(reader: Reader, arrival: Arrival, link: str, state: str, *, background: bool) -> None:
    if link.startswith("#"):
        if link != "#" and link[1:] not in arrival.page.ids:
            raise DeadEnd(f"{link} on {arrival.path} leads {reader.who} nowhere")
        return
    address = urljoin(arrival.path, link)
    if not is_ours(address) or is_file(urlsplit(address).path):
        return
    if not _is_new(reader.who, address, state):
        return
    found = reader.open(address, background=background)
    counted["links"] += 1
    if found.status not in (200, 204, 286):
        raise DeadEnd(f"{address} on {arrival.path} answers {reader.who} with {found.status}")


def read(stage: Stage, mail: EmailMessage) -> None:
    """The mail's links, as its reader opens them: signed in if they have a login, and without."""
    counted["texts" if mail["X-Text-To"] else "e-mails"] += 1
    body = "\n".join(
        part.get_content() if isinstance(part.get_content(), str) else part.get_content().decode()
        for part in mail.walk()
        if part.get_content_maintype() == "text"
    )
    body = body.replace("\r\n ", "").replace("&amp;", "&")
    with played_by("superuser"):
        login = User.objects.filter(email__iexact=str(mail["To"] or ""), is_active=True).first()
    for link in dict.fromkeys(links_in(body)):
        path = link.rstrip(".,")
        by_itself = re.search(r"/(v|w|sign-in|feed|check)/", path)
        readers = [Reader("the mail’s reader")] if by_itself or not login else []
        if login:
            seat = stage.cast.signed_in(login) if login.pk in stage.cast.nonces else stage.seat
            readers.append(
                Reader(f"the mail’s reader, signed in as {_part_of(stage, login)}", seat.client().cookies)
            )
        for reader in readers:
            if not _is_new(f"{reader.who}: {mail['Subject']}", path, stage.visit_state):
                continue
            found = reader.open(path)
            counted["links in e-mails"] += 1
            if found.status != 200:
                raise DeadEnd(f"{path} in “{mail['Subject']}” answers with {found.status}")
            look_around(stage, reader, found)


def press_all(stage: Stage, reader: Reader, arrival: Arrival) -> None:
    """What a page offers is not refused then. Each button is pressed as it stands, and that is undone."""
    state = stage.visit_state
    for form in arrival.page.posts:
        action = urlsplit(urljoin(arrival.path, form.action or arrival.path)).path
        if action.endswith("/language/") or not _is_new(reader.who, f"{arrival.path} {action}", state):
            continue
        with undone():
            found = reader.copy().send(form, next(iter(form.buttons), None), arrival, **fill_in(form))
        counted["buttons"] += 1
        if found.status not in (200, 204, 410, 422, arrival.status) and not action.endswith(ANSWERED):
            raise DeadEnd(
                f"{arrival.path} offers {reader.who} {action}, and refuses it with {found.status}: {refusal_in(found)}"
            )


def _is_new(who: str, address: str, state: str) -> bool:
    """Numbers and names of rows apart: a page without any is the same in every state."""
    kind = ROWS.sub("…", address.partition("#")[0])
    key = (who, kind, state if kind != address else "")
    if key in _seen:
        return False
    _seen.add(key)
    return True


def _part_of(stage: Stage, login: User) -> str:
    return {stage.seat.user_id: stage.who}.get(login.pk, "staff" if "aurora" in login.email else "patient")


def refusal_in(arrival: Arrival) -> str:
    """What the page says, without the words that every page has for its scripts."""
    words = re.sub(r"\s+", " ", arrival.page.text or arrival.html)
    return (words.partition("Discard it")[2] or words)[:900]
