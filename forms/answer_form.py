"""A form as a Django form, built from its snapshot: what is asked of the one who fills it in, and of nobody else."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forms import questions
from forms.attributes import check_answer
from forms.fields import control
from forms.models import SILENT, FieldKind, Form
from forms.prefill import source_in_words
from forms.private_answers import all_answers
from forms.questions import Answers, missing_answers
from forms.uploads import Upload
from restartix.core.forms.names import NameField
from restartix.core.forms.number_field import number_question


@dataclass(frozen=True)
class FormProgress:
    """How many of the questions that apply are answered."""

    answered: int
    asked: int


class AnswerForm(forms.Form):
    """The questions of one form. To be saved it may be incomplete; to be signed (`complete`) it may not."""

    use_required_attribute = False

    def __init__(self, form: Form, *args: Any, shows_private: bool, complete: bool = False, **kwargs: Any):
        self.instance = form
        self.complete = complete
        self.shows_private = shows_private
        self.page = uuid.uuid4().hex  # on which it is shown, see drafts.PageTurn
        self.known = all_answers(form) if shows_private else dict(form.answers)
        self.asked = [asked for asked in form.snapshot if shows_private or not asked["private"]]
        super().__init__(*args, **{"auto_id": f"f{form.pk.hex[:8]}-%s"} | kwargs)
        self.conditions = questions.conditions(self.asked)
        self.initial = {
            name_of(asked): questions.to_initial(asked, self.known.get(asked["id"])) for asked in self.asked
        }
        self.known_applying = questions.applicable_ids(self.asked, self.known)
        for asked in self.asked:
            if made := control(asked):
                self.fields[name_of(asked)] = made
            if asked["kind"] == FieldKind.SIGNATURE:
                self._ask_for_name(asked)

    def _ask_for_name(self, asked: questions.Question) -> None:
        """A signature may be typed instead of drawn."""
        known, name = self.known.get(asked["id"]), f"{name_of(asked)}-typed"
        self.fields[name] = NameField(label=_("Or type your name instead"), max_length=120, required=False)
        self.initial[name] = known.get("typed", "") if isinstance(known, dict) else ""

    def clean(self) -> dict[str, Any]:
        """What goes to the record has to fit there."""
        cleaned = super().clean() or self.cleaned_data
        for asked in self.asked:
            name = name_of(asked)
            if not asked.get("bound_to") or name not in cleaned:
                continue
            try:
                cleaned[name] = check_answer(asked, cleaned[name], zone=self.instance.organisation.time_zone)
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """What is missing is no mistake while it is not signed, nor where the question doesn't apply."""
        is_missing = isinstance(error, ValidationError) and getattr(error, "code", "") == "required"
        if field and is_missing:
            signed_by_name = str(self.data.get(f"{field}-typed", "")).strip()
            if signed_by_name or not (self.complete and field.removeprefix("q") in self._applying):
                self.cleaned_data[field] = None
                return
        super().add_error(field, error)

    @property
    def answers(self) -> Answers:
        """The answers as they are stored; questions without an answer are left out. Where something invalid was typed,
        the earlier answer stays. Only answers to questions that apply are signed."""
        found = {
            asked["id"]: self._answer(asked) for asked in self.asked if asked["kind"] != FieldKind.HEADING
        }
        answers = {key: answer for key, answer in found.items() if answer is not None}
        if self.complete:
            applying = questions.applicable_ids(self.asked, answers)
            answers = {key: answer for key, answer in answers.items() if key in applying}
        return answers

    def _answer(self, asked: questions.Question) -> Any:
        name = name_of(asked)
        if name in self.errors or name not in self.cleaned_data:
            return self.known.get(asked["id"])
        answer = questions.to_json(asked, self.cleaned_data[name])
        if answer is None and (typed := self.cleaned_data.get(f"{name}-typed")):
            return {"typed": typed}
        return answer

    def look_again(self) -> None:
        """Call it once saved: the known answers are then the saved ones."""
        private = all_answers(self.instance) if self.shows_private else self.instance.answers
        self.known = dict(private)

    @property
    def is_answered(self) -> bool:
        """Is every required question answered that applies?"""
        return not missing_answers(self.asked, self.answers)

    @property
    def progress(self) -> FormProgress:
        answers = self.answers if self.is_bound else self.known
        shown = questions.applicable_ids(self.asked, answers) if self.is_bound else self.known_applying
        asked = [one["id"] for one in self.asked if one["id"] in shown and one["kind"] not in SILENT]
        return FormProgress(answered=sum(key in answers for key in asked), asked=len(asked))

    def rows(self) -> list[dict[str, Any]]:
        """The questions in order, each with its control and what is to be said beside it."""
        return [self._row(asked) for asked in self.asked]

    def _row(self, asked: questions.Question) -> dict[str, Any]:
        name = name_of(asked)
        shown_by, shown_is = self.conditions.get(asked["id"], ("", ""))
        return {
            "question": asked,
            "slot": f"{str(self.auto_id) % name}-slot",
            "bound": self[name] if name in self.fields else None,
            "typed": self[f"{name}-typed"] if f"{name}-typed" in self.fields else None,
            "file": self._file(asked),
            "number_question": number_question(self[name]) if name in self.fields else None,
            "source": source_in_words(self.instance, asked["id"]),
            "shown_by": shown_by and f"q{shown_by}",
            "shown_is": shown_is,
            "is_hidden": asked["id"] not in self._applying,
        }

    def _file(self, asked: questions.Question) -> Any:
        """The file saved for this question, if there is one."""
        answer = self.known.get(asked["id"])
        return answer if isinstance(answer, dict) and "file" in answer else None

    @cached_property
    def _applying(self) -> set[str]:
        """The questions that are asked, by the answers as they came: not judged yet, since fields are in order."""
        return questions.applicable_ids(self.asked, self._given()) if self.is_bound else self.known_applying

    def _given(self) -> Answers:
        return {
            asked["id"]: questions.as_given(asked, self[name_of(asked)].data)
            for asked in self.asked
            if name_of(asked) in self.fields
        }


def name_of(question: questions.Question) -> str:
    """Of its control in the form."""
    return f"q{question['id']}"


def uploads(answers: Answers) -> dict[str, Upload]:
    """The answers that are files not saved yet."""
    return {key: answer for key, answer in answers.items() if isinstance(answer, Upload)}


def read(form: Form, *, shows_private: bool) -> list[dict[str, Any]]:
    """A form for reading: each question in its words with its answer in words."""
    answers = all_answers(form) if shows_private else form.answers
    asked = [one for one in form.snapshot if shows_private or not one["private"]]
    shown = questions.applicable_ids(asked, answers)
    return [_reading(one, answers.get(one["id"])) for one in asked if one["id"] in shown]


def _reading(asked: questions.Question, answer: Any) -> dict[str, Any]:
    special = answer if isinstance(answer, dict) else {}
    is_agreed = asked["kind"] == FieldKind.CONSENT and answer
    return {
        "question": asked,
        "answer": _("Agreed") if is_agreed else questions.in_words(asked, answer),
        "drawing": special.get("drawn", ""),
        "file": special if "file" in special else None,
    }
