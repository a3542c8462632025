"""Conditions: which answers a question further down can wait for, and which questions wait for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from forms.models import Field, FieldKind, FormTemplate, TemplateField


@dataclass(frozen=True)
class QuestionCondition:
    """A question is shown when that one is answered so."""

    key: str
    question: str
    answer: str
    wanted: Any
    field: str
    is_private: bool

    @property
    def shown_when(self) -> dict[str, Any]:
        return {"field": self.field, "is": self.wanted}


def conditions_before(place: TemplateField) -> list[QuestionCondition]:
    """Every answer that the questions above this one offer to choose from."""
    above = place.template.uses.filter(is_active=True, position__lt=place.position).select_related("field")
    return [condition for earlier in above for condition in _conditions_on(earlier)]


def depending_on(field: Field, template: FormTemplate | None = None) -> QuerySet[TemplateField]:
    """The places whose question waits for an answer to this one, in one template or in all."""
    waiting = TemplateField.objects.filter(is_active=True, shown_when__field=str(field.pk))
    if template is not None:
        waiting = waiting.filter(template=template)
    return waiting.select_related("template", "field")


def wanted_of(place: TemplateField) -> Any:
    return (place.shown_when or {}).get("is")


def in_words(place: TemplateField, labels: dict[str, str]) -> str:
    """A place's condition as one line; empty when it is always shown."""
    if not place.shown_when:
        return ""
    wanted = place.shown_when["is"]
    answer = {True: _("Yes"), False: _("No")}[wanted] if isinstance(wanted, bool) else str(wanted)
    return f"{labels.get(place.shown_when['field'], '…')}: {answer}"


def _conditions_on(place: TemplateField) -> Iterator[QuestionCondition]:
    field = place.field
    for number, (wanted, words) in enumerate(_answers(field)):
        yield QuestionCondition(
            key=f"{field.pk}:{number}",
            question=Truncator(field.label).chars(80),
            answer=words,
            wanted=wanted,
            field=str(field.pk),
            is_private=place.is_private,
        )


def _answers(field: Field) -> list[tuple[Any, str]]:
    if field.kind == FieldKind.YES_NO:
        return [(True, _("Yes")), (False, _("No"))]
    if field.kind == FieldKind.CONSENT:
        return [(True, _("Agreed"))]
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        return [(str(option), str(option)) for option in field.options]
    if field.kind == FieldKind.SCALE:
        least, most = (
            int(Decimal(end)) for end in (field.least or 0, 10 if field.most is None else field.most)
        )
        return [(step, str(step)) for step in range(least, most + 1)]
    return []
