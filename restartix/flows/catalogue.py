"""What a clinic offers: saved with its specialists and forms, retired, and brought back."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from appointments.models import Calendar, Product, Service, Specialist
from forms.models import FormTemplate
from restartix.core.refusals import NotNow, violated_constraint
from restartix.flows.arrangements import set_specialists
from restartix.flows.form_attachments import set_forms

Thing = Service | Calendar | Product


class AddressTaken(NotNow):
    """Another calendar of the clinic is at this public address."""


def save_offering(
    thing: Service | Calendar, specialists: Collection[Specialist], forms: Collection[FormTemplate]
) -> None:
    """Save it, new or changed, with the specialists who give it and its forms. Raises AddressTaken."""
    try:
        with transaction.atomic():
            thing.save()
            set_specialists(thing, specialists)
            set_forms(thing, [template.pk for template in forms])
    except IntegrityError as error:
        if violated_constraint(error) != "one_calendar_per_address":
            raise
        raise AddressTaken(_("Another calendar has this address already.")) from error


def save_product(product: Product) -> None:
    """Save it, new or changed."""
    product.save()


def retire(thing: Thing) -> None:
    """Off the public page; visits that were booked keep it."""
    _set_active(thing, is_active=False)


def bring_back(thing: Thing) -> None:
    """On the public page again."""
    _set_active(thing, is_active=True)


def _set_active(thing: Thing, *, is_active: bool) -> None:
    thing.is_active = is_active
    thing.save(update_fields=["is_active"])
