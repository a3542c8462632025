"""People whom the clinic may know already, by what staff type: however the name is spelled, and with up to two
typos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from patients.models import PatientPerson

NAME = "name"


@dataclass(frozen=True)
class Described:
    """The description of somebody, as far as it is known."""

    name: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Alike:
    """`persons` with what each shares with the description, the likeliest first; and whether the clinic knows others
    who fit, of whom the one who asks may know no more than that."""

    persons: dict[PatientPerson, frozenset[str]]
    are_there_others: bool = False

    def __bool__(self) -> bool:
        return bool(self.persons) or self.are_there_others


def alike(described: Described, *, but_not: UUID | None = None) -> Alike:
    """Two queries, or one when there is nobody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, same FROM public.alike_persons(%s, %s, %s, %s, %s)",
            [described.name, described.birth_date, described.phone, described.email, but_not],
        )
        return alike_of(cursor.fetchall())


def alike_of(rows: list[tuple[UUID | None, list[str]]]) -> Alike:
    """What the database's alike_persons() answered, with the people as the one who asks sees them."""
    keys = [key for key, _same in rows if key]
    people = PatientPerson.objects.select_related("user").in_bulk(keys) if keys else {}
    found = {people[key]: frozenset(same) for key, same in rows if key in people}
    return Alike(found, are_there_others=any(key is None for key, _same in rows))
