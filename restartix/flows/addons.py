"""Add-ons of a visit while it is in progress: further services with their forms, and products."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from appointments.models import Appointment, Product, Service, ServiceForm
from appointments.models.status import ACTIVE
from forms.models import Form
from restartix.core.clinics.actor import Actor
from restartix.core.clock import money
from restartix.core.refusals import NotNow, NotYours
from restartix.flows.visit_forms import bring_forms, templates_for

Thing = Service | Product


@dataclass(frozen=True)
class AddOns:
    """The add-ons of one visit. The database refuses whatever is not this clinic's."""

    visit: Appointment

    def add(self, thing: Thing, *, by: Actor) -> None:
        """Put it on the visit, once; a service brings its forms. Raises NotYours, NotNow."""
        with transaction.atomic():
            ids = self._locked(thing, by=by)
            if thing.pk in ids or thing.pk == self.visit.service_id:
                return
            self._write(thing, [*ids, thing.pk])
            self.visit.record("added", by=by, reason=thing.name)
            if isinstance(thing, Service):
                self._ask_again(thing)
                bring_forms(self.visit, by=by)

    def remove(self, thing: Thing, *, by: Actor) -> None:
        """Take it off. Forms that only it required stay, since nothing is deleted, but nobody has to sign them."""
        with transaction.atomic():
            ids = self._locked(thing, by=by)
            if thing.pk not in ids:
                return
            self._write(thing, [one for one in ids if one != thing.pk])
            self.visit.record("took off", by=by, reason=thing.name)
            if isinstance(thing, Service):
                still = {template.pk for template in templates_for(self.visit)}
                self._forms_of(thing).exclude(template__in=still).update(is_required=False)

    def things(self) -> list[Thing]:
        return [*self.services(), *self.products()]

    def services(self) -> list[Service]:
        ids = self.visit.additional_service_ids
        return _in_order(Service.objects.filter(pk__in=ids) if ids else [], ids)

    def products(self) -> list[Product]:
        ids = self.visit.additional_product_ids
        return _in_order(Product.objects.filter(pk__in=ids) if ids else [], ids)

    def _locked(self, thing: Thing, *, by: Actor) -> list[UUID]:
        self.visit.reread_locked()
        if not by.runs(self.visit):
            raise NotYours(_("You can't do this for this visit."))
        if self.visit.status not in ACTIVE:
            raise NotNow(_("Nothing can be added to this visit or removed from it any more."))
        return list(getattr(self.visit, _column(thing)))

    def _write(self, thing: Thing, ids: list[UUID]) -> None:
        setattr(self.visit, _column(thing), ids)
        self.visit.save(update_fields=[_column(thing)])

    def _ask_again(self, service: Service) -> None:
        """Forms that exist already, from before the service was taken off."""
        self._forms_of(service).filter(template__is_required=True).update(is_required=True)

    def _forms_of(self, service: Service) -> models.QuerySet[Form]:
        templates = ServiceForm.objects.filter(service=service).values("template")
        return Form.objects.filter(appointment=self.visit, template__in=templates).unsettled()


def added_facts(visit: Appointment) -> list[tuple[str, str]]:
    """The add-ons, each with its current price, and the total; empty when there are none."""
    things, currency = AddOns(visit).things(), visit.organisation.currency
    if not things:
        return []
    total = sum((thing.price for thing in things), visit.price or Decimal(0))
    named = ", ".join(f"{thing.name} ({money(thing.price, currency)})" for thing in things)
    return [(_("Added to the visit"), named), (_("Total"), money(total, currency))]


def _column(thing: Thing) -> str:
    return "additional_service_ids" if isinstance(thing, Service) else "additional_product_ids"


def _in_order(found: Iterable[Any], ids: list[UUID]) -> list[Any]:
    return sorted(found, key=lambda thing: ids.index(thing.pk))
