"""What an admin types about a form, and about a question's place in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.attributes import bindable
from forms.conditions import conditions_before, depending_on
from forms.models import FieldKind, FormTemplate, FormType, Side, Signing, TemplateField
from restartix.core.forms.names import NameField

NOTES = {FieldKind.TEXT, FieldKind.LONG_TEXT}
"""What a note for colleagues can be."""
UNBOUND = [("", gettext_lazy("Nothing"))]


class TemplateInput(forms.ModelForm):  # type: ignore[type-arg]  # can't be subscripted when it runs
    """A form as a whole."""

    side = forms.ChoiceField(
        label=gettext_lazy("Filled in by"),
        required=False,
        choices=[("", gettext_lazy("By the type of the form")), *Side.choices],
        help_text=gettext_lazy(
            "Patients fill in surveys and disclaimers, specialists all other forms, unless you choose"
            " otherwise."
        ),
    )
    signing = forms.ChoiceField(
        label=gettext_lazy("Signed by"),
        required=False,
        choices=[("", gettext_lazy("By the type of the form")), *Signing.choices],
        help_text=gettext_lazy("Disclaimers are signed by hand, other forms with a typed name."),
    )

    class Meta:
        model = FormTemplate
        fields = ("name", "type", "side", "signing", "is_required")
        field_classes = {"name": NameField}
        labels = {
            "name": gettext_lazy("Name"),
            "type": gettext_lazy("Type"),
            "is_required": gettext_lazy("The visit can’t be completed before it is signed"),
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("type") == FormType.DISCLAIMER and said.get("signing") == Signing.CONFIRMED:
            self.add_error("signing", _("A disclaimer needs a drawn signature."))
        return said


class PlaceInput(forms.ModelForm):  # type: ignore[type-arg]  # can't be subscripted when it runs
    """What holds for a question in one form."""

    shown_when = forms.ChoiceField(
        label=gettext_lazy("Shown only when"),
        required=False,
        help_text=gettext_lazy("Another question, further up, has this answer."),
    )
    bound_to = forms.ChoiceField(
        label=gettext_lazy("Linked to the patient’s profile"),
        required=False,
        help_text=gettext_lazy(
            "Filled in from the profile when the form is created, and saved to it once the form is signed."
        ),
    )

    class Meta:
        model = TemplateField
        fields = ("is_required", "is_private", "is_for_colleagues", "shown_when", "bound_to")
        labels = {
            "is_required": gettext_lazy("Must be answered before signing"),
            "is_private": gettext_lazy("Private: only staff see the question and its answer"),
            "is_for_colleagues": gettext_lazy("A note for colleagues"),
        }
        help_texts = {
            "is_for_colleagues": gettext_lazy(
                "After signing, specialists who have an upcoming visit with the same patient, or had one in the last "
                "12 months, can read this answer, and nothing else of the form. The question has to be private."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.field.kind
        self.conditions = conditions_before(self.instance)
        shown_when, bound_to = (self.fields[name] for name in ("shown_when", "bound_to"))
        assert isinstance(shown_when, forms.ChoiceField)
        assert isinstance(bound_to, forms.ChoiceField)
        shown_when.choices = [
            ("", gettext_lazy("Always shown")),
            *((one.key, f"{one.question} {one.answer}") for one in self.conditions),
        ]
        bound_to.choices = [*UNBOUND, *bindable(kind)]
        if not bindable(kind):
            del self.fields["bound_to"]
        if not self.conditions:
            del self.fields["shown_when"]
        if kind == FieldKind.HEADING:
            del self.fields["is_required"]
        if self.instance.template.filled_by == Side.PATIENT or kind not in NOTES:
            del self.fields["is_for_colleagues"]
        current = self.instance.shown_when
        self.initial["shown_when"] = next(
            (one.key for one in self.conditions if one.shown_when == current), ""
        )

    def clean_shown_when(self) -> dict[str, Any] | None:
        chosen = self.cleaned_data["shown_when"]
        return next((one.shown_when for one in self.conditions if one.key == chosen), None)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        is_private = said.get("is_private")
        condition = next((one for one in self.conditions if one.shown_when == said.get("shown_when")), None)
        if condition and condition.is_private and not is_private:
            self.add_error(
                "shown_when",
                _("A private answer can only show a private question; otherwise it would be revealed."),
            )
        if is_private and any(
            not place.is_private for place in depending_on(self.instance.field, self.instance.template)
        ):
            self.add_error("is_private", _("This answer shows a question that is not private."))
        if said.get("is_for_colleagues") and not is_private:
            self.add_error("is_private", _("A note for colleagues is private: patients never see it."))
        if is_private and self.instance.template.filled_by == Side.PATIENT:
            said["is_required"] = False
        return said
