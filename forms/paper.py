"""A form as a Django form, built from its snapshot: what is asked of the one who fills it in, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms import questions
from forms.models import FieldKind, Form, PrivateAnswers
from forms.questions import Answers, Question

SOURCES = {"profile": gettext_lazy("Filled in from the profile. Please check it.")}


class Paper(forms.Form):
    """The questions of one form. To be kept it may be incomplete; to be signed (`complete`) it may not."""

    use_required_attribute = False

    def __init__(self, form: Form, *args: Any, shows_private: bool, complete: bool = False, **kwargs: Any):
        self.instance = form
        self.complete = complete
        self.known = all_answers(form) if shows_private else dict(form.answers)
        self.asked = [asked for asked in form.snapshot if shows_private or not asked["private"]]
        super().__init__(*args, **kwargs)
        for asked in self.asked:
            if (control := questions.control(asked)) is not None:
                control.initial = questions.shown_again(asked, self.known.get(asked["id"]))
                self.fields[questions.name_of(asked)] = control

    def add_error(self, field: str | None, error: Any) -> None:
        """What is missing is no mistake while it is not signed, nor where the question doesn't apply."""
        is_missing = isinstance(error, ValidationError) and getattr(error, "code", "") == "required"
        if field and is_missing and not (self.complete and self._applies(field)):
            self.cleaned_data[field] = None
            return
        super().add_error(field, error)

    @property
    def answers(self) -> Answers:
        """What was answered, as it is kept; questions without an answer are left out."""
        found = {
            asked["id"]: questions.kept(asked, self.cleaned_data.get(questions.name_of(asked)))
            for asked in self.asked
            if asked["kind"] != FieldKind.HEADING
        }
        return {key: answer for key, answer in found.items() if answer is not None}

    @property
    def is_answered(self) -> bool:
        """Is every required question answered that applies?"""
        return not missing(self.asked, self.answers)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The questions in order, each with its control and what is to be said beside it."""
        for asked in self.asked:
            name = questions.name_of(asked)
            source = self.instance.sources.get(asked["id"], "").partition(":")[0]
            condition = asked["shown_when"]
            yield {
                "question": asked,
                "bound": self[name] if name in self.fields else None,
                "source": SOURCES.get(source, ""),
                "shown_by": f"q{condition['field']}" if condition else "",
                "shown_is": _as_sent(condition["is"]) if condition else "",
            }

    def _applies(self, name: str) -> bool:
        asked = next(asked for asked in self.asked if questions.name_of(asked) == name)
        return questions.applies(asked, self._given())

    def _given(self) -> Answers:
        """The answers as they came, for conditions alone: not judged yet, since fields are judged in order."""
        return {
            asked["id"]: questions.as_given(asked, self[questions.name_of(asked)].data)
            for asked in self.asked
            if questions.name_of(asked) in self.fields
        }


class Together:
    """Several forms on one page, as one for the summary of what needs another look."""

    def __init__(self, *parts: forms.Form) -> None:
        self.parts = [part for part in parts if part.is_bound]
        self.is_bound = bool(self.parts)

    def __iter__(self) -> Iterator[forms.BoundField]:
        return chain.from_iterable(self.parts)

    def non_field_errors(self) -> list[str]:
        return [str(error) for part in self.parts for error in part.non_field_errors()]


def missing(asked: list[Question], answers: Answers) -> list[str]:
    """The labels of required questions that apply and have no answer."""
    return [
        one["label"]
        for one in asked
        if one["required"] and one["id"] not in answers and questions.applies(one, answers)
    ]


def all_answers(form: Form) -> Answers:
    """Every answer that the one who asks may see: private ones live in a table that only staff can read."""
    private = PrivateAnswers.objects.filter(form_id=form.pk).first()
    return {**form.answers, **(private.answers if private else {})}


def read(form: Form, *, shows_private: bool) -> list[dict[str, Any]]:
    """A form for reading: each question in its words with its answer in words."""
    answers = all_answers(form) if shows_private else form.answers
    return [
        {
            "question": asked,
            "answer": _("Agreed")
            if asked["kind"] == FieldKind.CONSENT and answers.get(asked["id"])
            else questions.in_words(asked, answers.get(asked["id"])),
        }
        for asked in form.snapshot
        if (shows_private or not asked["private"]) and questions.applies(asked, answers)
    ]


def _as_sent(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
