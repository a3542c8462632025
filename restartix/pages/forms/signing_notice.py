"""What staff see on a specialist's form about who signs it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.models import Form, NamedSigner, Side
from forms.signers import may_name_signer, signs_as_specialist
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock


class SignerForm(forms.Form):
    """Which colleague signs instead, and why."""

    specialist: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Who signs"),
        empty_label=gettext_lazy("Please choose"),
        error_messages={"required": gettext_lazy("Please choose who signs.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why not the visit’s specialist?"),
        help_text=gettext_lazy("Appears on the form and in its PDF."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Please say why.")},
    )

    def __init__(self, form: Form, data: Any = None) -> None:
        super().__init__(data, auto_id=f"signer-{form.pk.hex[:8]}-%s")
        self.fields["specialist"].queryset = _choices(form)  # type: ignore[attr-defined]


def _choices(form: Form) -> Any:
    """Who works here and is not the one who signs now: of the visit's own, once somebody else was named."""
    model: Any = NamedSigner._meta.get_field("specialist").related_model
    named = NamedSigner.of(form)
    here = model.objects.filter(organisation_id=form.organisation_id, is_active=True, member__ended_at=None)
    return here.exclude(pk=named.specialist_id if named else form.appointment.specialist_id)


def about_signer(actor: Actor, form: Form, *, signs: bool, listed: bool = False) -> dict[str, Any]:
    """For forms/_signer.html; nothing for forms that patients fill in. Whom to name is asked on the form's own page."""
    if form.filled_by != Side.SPECIALIST or form.is_signed:
        return {}
    named = NamedSigner.of(form)
    return {
        "signs": signs,
        "signer_words": "" if signs else _who_signs(actor, form, named),
        "named": naming_words(form, named) if named else "",
        "named_reason": named.reason if named else "",
        "signer_form": SignerForm(form) if may_name_signer(actor, form) and not listed else None,
        "signer_url": reverse("desk_signer", args=[form.appointment_id, form.pk]),
    }


def naming_words(form: Form, named: NamedSigner) -> str:
    """Who was named instead of whom, by whom, when."""
    clock = Clock(form.organisation.zone)
    said = {
        "signer": named.specialist.display_name,
        "specialist": form.appointment.specialist.display_name,
        "namer": named.namer_name or _("an admin"),
        "when": clock.moment(named.named_at),
    }
    return _("%(signer)s signs instead of %(specialist)s, as chosen by %(namer)s, %(when)s.") % said


def _who_signs(actor: Actor, form: Form, named: NamedSigner | None) -> str:
    if signs_as_specialist(actor, form):
        return _("You can sign it once the visit is in progress. Until then, what you fill in is saved.")
    who = named.specialist.display_name if named else form.appointment.specialist.display_name
    return _("You can prepare this form. Only %(specialist)s can sign it.") % {"specialist": who}
