"""What a specialist was named to sign for a colleague, on the dashboard."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F, Func, JSONField
from django.urls import reverse

from appointments.models import Specialist
from forms.models import NamedSigner
from forms.models.instances import SETTLED
from restartix.core.clinics.actor import Actor

VISIT_TO_SIGN = Func(
    F("form_id"),
    template="(SELECT to_jsonb(v) FROM public.visit_to_sign(%(expressions)s) v)",
    output_field=JSONField(),
)


def to_sign_of(actor: Actor) -> list[dict[str, Any]]:
    """The open forms that this actor was named for, each with whose it is and where to open it. The visits themselves
    stay hidden. One query, and another for the colleagues' names when there are any."""
    if not actor.specialist_ids:
        return []
    named = NamedSigner.objects.filter(specialist__in=actor.specialist_ids).exclude(form__status__in=SETTLED)
    named = named.select_related("form").annotate(visit_to_sign=VISIT_TO_SIGN)
    found = {one.form_id: (one.form, one.visit_to_sign) for one in named if one.visit_to_sign}
    colleagues = {visit["specialist_id"] for _form, visit in found.values()}
    names = (
        dict(Specialist.objects.filter(pk__in=colleagues).values_list("pk", "display_name")) if found else {}
    )
    return [
        {
            "form": form.name,
            "patient": visit["person_name"],
            "specialist": names.get(UUID(visit["specialist_id"]), ""),
            "url": reverse("desk_form", args=[form.appointment_id, form.pk]),
        }
        for form, visit in found.values()
    ]
