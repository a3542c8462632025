"""Adding to a visit while it goes on: one list of services and products, answered in place so that the call goes on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appointments.models import Appointment, Product, Service
from restartix.core.clock import money
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.addons import AddOns, Thing
from restartix.pages.desk.visit_queries import visit_at_the_desk


class AddOnForm(forms.Form):
    """What is not on the visit yet, of this clinic's own; any other id is no choice."""

    thing = forms.ChoiceField(
        label=gettext_lazy("Add a service or a product"),
        error_messages={
            "required": gettext_lazy("Please choose what to add."),
            "invalid_choice": gettext_lazy("Please choose one from the list."),
        },
    )

    def __init__(self, data: Any = None, *, offered: Sequence[Thing], currency: str) -> None:
        super().__init__(data)
        self.offered = {key_of(thing): thing for thing in offered}
        shelves: dict[str, list[tuple[str, str]]] = {}
        for key, thing in self.offered.items():
            shelf = _("Services") if isinstance(thing, Service) else _("Products")
            shelves.setdefault(shelf, []).append((key, f"{thing.name}, {money(thing.price, currency)}"))
        self.fields["thing"].choices = [("", _("Choose")), *shelves.items()]  # type: ignore[attr-defined]

    @property
    def chosen_thing(self) -> Thing:
        return self.offered[self.cleaned_data["thing"]]


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def session_addons(request: ClinicRequest, pk: int) -> HttpResponse:
    """The list alone; a POST adds (`thing`) or takes off (`remove`)."""
    visit = visit_at_the_desk(request, pk)
    if request.method != "POST":
        return render(request, "appointments/session/_addons.html", addons_of(visit))
    if key := request.POST.get("remove"):
        AddOns(visit).remove(_on_the_visit(visit, key), by=request.actor)
        return _changed(request, visit)
    form = _form(visit, request.POST)
    if not form.is_valid():
        return render(request, "appointments/session/_addons.html", addons_of(visit, form), status=422)
    AddOns(visit).add(form.chosen_thing, by=request.actor)
    return _changed(request, visit)


def addons_of(visit: Appointment, form: AddOnForm | None = None) -> dict[str, Any]:
    """What is on the visit, with its sum at today's prices, and what may be added."""
    added, currency = AddOns(visit).things(), visit.organisation.currency
    total = sum((thing.price for thing in added), visit.price or Decimal(0))
    return {
        "visit": visit,
        "added": [(key_of(thing), thing.name, money(thing.price, currency)) for thing in added],
        "own_price": money(visit.price or Decimal(0), currency),
        "total": money(total, currency) if added else "",
        "addon_form": form or _form(visit),
    }


def key_of(thing: Thing) -> str:
    return f"{'service' if isinstance(thing, Service) else 'product'}-{thing.pk}"


def _form(visit: Appointment, data: Any = None) -> AddOnForm:
    services = Service.objects.filter(is_active=True).exclude(
        pk__in=[visit.service_id, *visit.additional_service_ids]
    )
    products = Product.objects.filter(is_active=True).exclude(pk__in=visit.additional_product_ids)
    return AddOnForm(data, offered=[*services, *products], currency=visit.organisation.currency)


def _on_the_visit(visit: Appointment, key: str) -> Thing:
    for thing in AddOns(visit).things():
        if key_of(thing) == key:
            return thing
    raise Http404


def _changed(request: ClinicRequest, visit: Appointment) -> HttpResponse:
    """In place, and the list of forms is asked for again; without the script, the whole page anew."""
    if "HX-Request" not in request.headers:
        return redirect("session", visit.pk)
    answer = render(request, "appointments/session/_addons.html", addons_of(visit))
    answer["HX-Trigger"] = "papersChanged"
    return answer
