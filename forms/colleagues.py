"""Notes for colleagues: what one specialist leaves for the others who see the same patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Func, JSONField
from django.db.models.expressions import Combinable

from forms.questions import in_words


@dataclass(frozen=True)
class Note:
    """One note: who wrote it, the time of the visit, and the text."""

    specialist: str
    at: datetime
    label: str
    text: str


class NotesForColleagues(Func):
    """The notes about this person which whoever is in scope may read, as part of another query: for `notes_from`.

    The database decides: a specialist of the clinic who has a visit with the person, ahead or in the last 12 months.
    """

    template = "(SELECT jsonb_agg(to_jsonb(n)) FROM public.notes_for_colleagues(%(expressions)s) n)"
    output_field = JSONField()

    def __init__(self, person: Combinable | UUID) -> None:
        super().__init__(person)


def notes_from(rows: list[dict[str, Any]] | None) -> list[Note]:
    return [
        Note(
            row["specialist"],
            datetime.fromisoformat(row["started_at"]),
            row["question"]["label"],
            in_words(row["question"], row["answer"]),
        )
        for row in rows or []
    ]
