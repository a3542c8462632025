"""What a transaction says about itself; PostgreSQL's policies decide the rest. With nothing said, there are no rows."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from restartix.core.clinics.actor import Actor

SETTINGS = ("app.user_id", "app.organisation_id", "app.link_hash", "app.link_is_browsers", "app.client_id")


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


def token_for(nonce: str, *, purpose: str) -> str:
    """The secret in a mailed link, derived from a stored nonce so that the worker can make the same link again."""
    return salted_hmac(
        f"restartix.{purpose}", nonce, secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def link_hash(token: str) -> str:
    """The hash by which the database knows a private link's token; it never sees the token itself."""
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


@dataclass(frozen=True)
class VisitLink:
    """A visit's private link and the booking browser's own link: the nonce that both derive from, and the hash of
    each."""

    nonce: str
    hash: str
    browser_hash: str

    @classmethod
    def of(cls, nonce: str) -> VisitLink:
        hashes = [link_hash(token_for(nonce, purpose=purpose)) for purpose in ("visit", "browser")]
        return cls(nonce, *hashes)


def enter(
    *,
    slug: str = "",
    user_id: UUID | str | None = None,
    session_nonce: str = "",
    link: str = "",
    client_id: UUID | None = None,
) -> Actor:
    """Tell the database who asks, at which clinic and by which link, until the transaction ends; return who it says
    they are.

    A user whose nonce is not the session's (signed out everywhere, deactivated) counts as nobody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM public.enter_scope(%s, %s, %s, %s, %s)",
            [str(user_id or ""), session_nonce, slug, link_hash(link), str(client_id or "")],
        )
        found = cursor.fetchone()
    return _actor(found, client_id)


@contextmanager
def scope(
    *, organisation_id: int | None = None, user_id: UUID | None = None, link_hash: str = ""
) -> Iterator[None]:
    """A transaction in this scope; the previous scope is restored when it ends."""
    said = dict.fromkeys(SETTINGS, "") | {
        "app.organisation_id": str(organisation_id or ""),
        "app.user_id": str(user_id or ""),
        "app.link_hash": link_hash,
    }
    with transaction.atomic():
        before = _current()
        _say(said)
        yield
        _say(before)


def use_link(hashed: str) -> None:
    """From here on the transaction also holds this private link: a booking holds the link of the visit it makes."""
    _say({"app.link_hash": hashed, "app.link_is_browsers": ""})


def use_client(client_id: UUID) -> None:
    """From here on the transaction acts as this browser would: holds in its name are its own."""
    _say({"app.client_id": str(client_id)})


def _actor(answer: tuple[Any, ...], client_id: UUID | None) -> Actor:
    """What enter_scope() answers, by name."""
    organisation, user, name, is_admin, specialists, persons, visit, review, *rights = answer
    books, fills_in, reads_results, own, by_link = map(frozenset, rights[:5])
    sees_record, is_proven, may_prove = rights[5:]
    return Actor(
        organisation_id=organisation,
        user_id=user,
        user_name=name or "",
        is_admin=is_admin,
        specialist_ids=frozenset(specialists),
        person_ids=frozenset(persons),
        books_for_ids=books,
        fills_in_for_ids=fills_in,
        reads_results_of_ids=reads_results,
        own_person_ids=own,
        link_appointment_id=visit,
        review_appointment_id=review,
        link_rights=by_link,
        link_sees_record=sees_record,
        link_is_proven=is_proven,
        link_may_prove=may_prove,
        client_id=client_id,
    )


def _current() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join("current_setting(%s, true)" for _ in SETTINGS), SETTINGS)
        return {name: value or "" for name, value in zip(SETTINGS, cursor.fetchone(), strict=True)}


def _say(said: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        calls = ", ".join("set_config(%s, %s, true)" for _ in said)
        cursor.execute(f"SELECT {calls}", [part for pair in said.items() for part in pair])
