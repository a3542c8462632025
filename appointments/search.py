"""Finding people and visits by what somebody remembers: a name, a phone, an e-mail address, a number.

The database's find_persons() and find_visits() say who and in which order, within what the one who asks may see;
the rows are then read under row-level security like any others.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from appointments.models import Appointment
from patients.models import PatientPerson

LONGEST = 100


def find_persons(asked: str, *, most: int = 20) -> list[PatientPerson]:
    """Best match first."""
    ids = _ids("SELECT * FROM public.find_persons(%s) LIMIT %s", asked, most)
    found = PatientPerson.objects.in_bulk(ids)
    return [found[one] for one in ids if one in found]


def find_visits(asked: str, *, most: int = 20) -> list[Appointment]:
    """The visit of that number first, then what is ahead."""
    ids = _ids("SELECT * FROM public.find_visits(%s) LIMIT %s", asked, most)
    found = Appointment.objects.not_removed().with_names().in_bulk(ids)
    return [found[one] for one in ids if one in found]


def _ids(query: str, asked: str, most: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, [" ".join(asked.replace("\x00", "").split())[:LONGEST], most])
        return [row[0] for row in cursor.fetchall()]
