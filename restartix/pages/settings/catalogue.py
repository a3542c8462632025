"""The catalogue as an admin maintains it: services, the calendars that book them, products."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appointments.models import Calendar, Product, Service
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock, duration, format_day, money
from restartix.pages.settings.catalogue_forms import CalendarDetailsForm, ProductForm, ServiceDetailsForm
from restartix.pages.settings.catalogue_pages import CatalogueSection


def service_line(service: Any) -> dict[str, Any]:
    given = getattr(service, "given", 1)
    people = ngettext("%(count)s specialist", "%(count)s specialists", given) % {"count": given}
    nobody = _("nobody gives it yet")
    said = [duration(service.duration), money(service.price, currency(service)), people if given else nobody]
    public = reverse("service", args=[service.pk])
    return {
        "name": service.name,
        "detail": " · ".join(said),
        "is_active": service.is_active,
        "public_url": public,
    }


def calendar_line(calendar: Any) -> dict[str, Any]:
    today = Clock(calendar.organisation.zone).today
    said = [calendar.service.name]
    if calendar.ends_on and calendar.ends_on < today:
        said.append(_("over"))
    elif calendar.ends_on:
        said.append(_("until %(day)s") % {"day": format_day(calendar.ends_on, "d MMMM y")})
    if calendar.price is not None:
        said.append(money(calendar.price, currency(calendar)))
    public = reverse("calendar_channel", args=[calendar.slug])
    return {
        "name": calendar.name,
        "detail": " · ".join(said),
        "is_active": calendar.is_active,
        "public_url": public,
    }


def product_line(product: Any) -> dict[str, Any]:
    price = money(product.price, currency(product))
    return {"name": product.name, "detail": price, "is_active": product.is_active, "public_url": ""}


def currency(thing: Any) -> str:
    clinic: Organisation = thing.organisation
    return clinic.currency


SERVICES = CatalogueSection(
    key="services",
    one="service",
    icon="heart",
    form=ServiceDetailsForm,
    line=service_line,
    things=lambda: list(
        Service.objects.select_related("organisation")
        .annotate(given=Count("specialists"))
        .order_by("-is_active", "position", "name")
    ),
    title=gettext_lazy("Services"),
    about=gettext_lazy("What patients can find and book on your page."),
    add=gettext_lazy("Add a service"),
    nothing=gettext_lazy("No service yet"),
)
CALENDARS = CatalogueSection(
    key="calendars",
    one="calendar",
    icon="calendar",
    form=CalendarDetailsForm,
    with_it=("organisation", "service__organisation"),
    line=calendar_line,
    things=lambda: list(
        Calendar.objects.select_related("organisation", "service").order_by("-is_active", "name")
    ),
    title=gettext_lazy("Calendars"),
    about=gettext_lazy(
        "A service on its own booking page: for a limited time, at another price, or with some of"
        " your specialists only."
    ),
    add=gettext_lazy("Add a calendar"),
    nothing=gettext_lazy("No calendar yet"),
)
PRODUCTS = CatalogueSection(
    key="products",
    one="product",
    icon="plus",
    form=ProductForm,
    line=product_line,
    things=lambda: list(Product.objects.select_related("organisation").order_by("-is_active", "name")),
    title=gettext_lazy("Products"),
    about=gettext_lazy("Things sold with a visit."),
    add=gettext_lazy("Add a product"),
    nothing=gettext_lazy("No product yet"),
)
