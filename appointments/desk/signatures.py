"""What a specialist was named to sign for a colleague, on the dashboard."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from forms.models import NamedSigner
from forms.models.instances import SETTLED
from forms.signers import form_named_for_me
from restartix.organisations.actor import Actor


def to_sign_of(actor: Actor) -> list[dict[str, Any]]:
    """The open forms that this actor was named for, each with whose it is and where to open it."""
    if not actor.specialist_ids:
        return []
    named = NamedSigner.objects.filter(specialist__in=actor.specialist_ids).exclude(form__status__in=SETTLED)
    forms = {one.form_id: one.form for one in named.select_related("form")}
    found = (form_named_for_me(form.appointment_id, key) for key, form in forms.items())
    return [
        {
            "form": form.name,
            "patient": form.appointment.patient_person.name,
            "specialist": form.appointment.specialist.display_name,
            "url": reverse("desk_form", args=[form.appointment_id, form.pk]),
        }
        for form in found
        if form is not None
    ]
