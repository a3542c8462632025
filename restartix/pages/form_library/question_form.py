"""What an admin types about a question of the library."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.carry_over import Carried
from forms.conditions import depending_on, wanted_of
from forms.fields import LONGEST_SCALE
from forms.models import BEGIN_EMPTY, Field, FieldKind
from restartix.core.forms.number_field import NumberField

CHOOSING = {FieldKind.CHOICE, FieldKind.CHOICES}
LARGEST_LIMIT = 999_999_999
MEASURED = {FieldKind.NUMBER, FieldKind.SCALE}


def _limit(label: Promise) -> NumberField:
    return NumberField(label=label, required=False, least=-LARGEST_LIMIT, most=LARGEST_LIMIT, places=3)


class QuestionInput(forms.ModelForm):  # type: ignore[type-arg]  # can't be subscripted when it runs
    """A question of the library. What kind it is stays: answers given so far keep their meaning."""

    options = forms.CharField(
        label=gettext_lazy("Answers to choose from"),
        help_text=gettext_lazy("One per line. For single and multiple choice."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    carried = forms.ChoiceField(
        label=gettext_lazy("Carried over to the patient’s next visit"),
        required=False,
        choices=[("", gettext_lazy("Yes, unless it asks about today")), *Carried.choices],
        help_text=gettext_lazy(
            "The form then begins with the last answer, for the patient to check. Choose “No” for what changes from "
            "one visit to the next."
        ),
    )

    least = _limit(gettext_lazy("Minimum"))
    most = _limit(gettext_lazy("Maximum"))

    class Meta:
        model = Field
        fields = ("kind", "label", "help", "options", "unit", "least", "most", "carried")
        labels = {
            "kind": gettext_lazy("Kind"),
            "label": gettext_lazy("Question"),
            "help": gettext_lazy("Help text"),
            "unit": gettext_lazy("Unit"),
        }
        help_texts = {
            "label": gettext_lazy(
                "As the person who answers will read it. For a consent: the text they agree to."
            ),
            "help": gettext_lazy("A short text below the question."),
            "unit": gettext_lazy("For a number, for example kg, cm, mmHg."),
        }
        widgets = {
            "label": forms.Textarea(attrs={"rows": 3}),
            "help": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget.choices = FieldKind.choices
        if self.instance.version > 1 or not self.instance._state.adding:
            self.fields["kind"].disabled = True
        self.initial["options"] = "\n".join(map(str, self.instance.options))

    def clean_options(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        if any(len(option) > 200 for option in options):
            raise ValidationError(_("Each answer has at most 200 characters."))
        return options

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        kind = said.get("kind")
        if kind not in CHOOSING:
            said["options"] = []
        elif "options" in said and len(said["options"]) < 2:
            self.add_error("options", _("Please enter at least two answers to choose from."))
        if kind not in MEASURED:
            said["least"] = said["most"] = None
        if kind != FieldKind.NUMBER:
            said["unit"] = ""
        if kind in BEGIN_EMPTY:
            said["carried"] = ""
        self._clean_range(kind, said.get("least"), said.get("most"))
        self._clean_conditions(said)
        return said

    def _clean_range(self, kind: str | None, least: Decimal | None, most: Decimal | None) -> None:
        if kind == FieldKind.SCALE:
            low, high = least if least is not None else Decimal(0), most if most is not None else Decimal(10)
            if low % 1 or high % 1 or not 0 < high - low <= LONGEST_SCALE:
                self.add_error(
                    "most",
                    _("A scale has whole steps, at most %(steps)s of them.") % {"steps": LONGEST_SCALE},
                )
        elif least is not None and most is not None and least > most:
            self.add_error("most", _("The maximum is below the minimum."))

    def _clean_conditions(self, said: dict[str, Any]) -> None:
        """An answer that other questions wait for can't disappear."""
        if said.get("kind") not in CHOOSING or self.instance._state.adding:
            return
        for place in depending_on(self.instance):
            wanted = wanted_of(place)
            if wanted not in said.get("options", [wanted]):
                self.add_error(
                    "options",
                    _("“%(answer)s” must stay: in “%(form)s”, another question depends on it.")
                    % {"answer": wanted, "form": place.template.name},
                )
