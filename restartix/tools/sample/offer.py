"""What the clinics offer: services, who gives them, the calendars that book them, and the forms they bring."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from appointments.models import (
    Calendar,
    CalendarForm,
    CalendarSpecialist,
    Product,
    Service,
    ServiceForm,
    ServiceSpecialist,
)
from restartix.tools.sample.world import Clinic, World, known_id, price

SERVICES: dict[str, dict[str, dict[str, Any]]] = {
    "aurora": {
        "first-visit": {
            "name": "First consultation",
            "description": "We listen, look and agree on a plan with you. Bring any scans you have.",
            "about": (50, "60.00", ("ioana", "andrei")),
            "forms": ("consent", "intake", "measurements", "report", "advice"),
        },
        "video-follow-up": {
            "name": "Video follow-up",
            "description": "A shorter talk by video about how it is going and what comes next.",
            "about": (30, "35.00", ("ioana", "clara")),
            "forms": ("consent", "intake", "report", "prescription"),
        },
        "physiotherapy": {
            "name": "Physiotherapy session",
            "description": "Hands-on treatment and exercises; usually one of a series.",
            "about": (45, "40.00", ("andrei",)),
            "forms": ("consent", "measurements", "report"),
        },
        "speech": {
            "name": "Speech therapy",
            "description": "Voice, speech and swallowing, by video from wherever you are.",
            "about": (40, "45.00", ("clara",)),
            "forms": ("consent", "intake", "analysis", "report"),
        },
    },
    "riverside": {
        "sports": {
            "name": "Sports injury assessment",
            "description": "Find out what hurts, why, and how long until you are back.",
            "about": (45, "120.00", ("marcus",)),
            "forms": ("consent", "report"),
        },
    },
}


def offer(world: World) -> None:
    for slug, services in SERVICES.items():
        clinic = world.clinics[slug]
        for position, (key, said) in enumerate(services.items()):
            _service(clinic, key, said, position)
    aurora = world.clinics["aurora"]
    _calendars(aurora)
    for name, amount in (("Resistance bands", "12.00"), ("Foam roller", "19.00")):
        Product.objects.create(
            id=known_id("product", name), organisation=aurora.organisation, name=name, price=price(amount)
        )


def _service(clinic: Clinic, key: str, said: dict[str, Any], position: int) -> None:
    minutes, amount, given_by = said["about"]
    slug = clinic.organisation.slug
    service = Service.objects.create(
        id=known_id("service", slug, key),
        organisation=clinic.organisation,
        name=said["name"],
        description=said["description"],
        duration=minutes,
        price=price(amount),
        position=position,
    )
    clinic.services[key] = service
    within = {"organisation": clinic.organisation, "service": service}
    ServiceSpecialist.objects.bulk_create(
        ServiceSpecialist(specialist=clinic.specialists[one], **within) for one in given_by
    )
    brought = [clinic.templates[name] for name in said["forms"]]
    clinic.service_forms[service.pk] = brought
    ServiceForm.objects.bulk_create(
        ServiceForm(template=template, position=place, **within) for place, template in enumerate(brought)
    )


def _calendars(clinic: Clinic) -> None:
    """Two ways to book a first consultation: the everyday one, and a promotion with a disclaimer of its own."""
    service = clinic.services["first-visit"]
    within = {"organisation": clinic.organisation, "service": service}
    clinic.calendars["everyday"] = Calendar.objects.create(
        id=known_id("calendar", "everyday"),
        slug="first-consultation",
        name="First consultation",
        description="With any of our specialists, at the usual price.",
        **within,
    )
    promotion = clinic.calendars["promotion"] = Calendar.objects.create(
        id=known_id("calendar", "promotion"),
        slug="healthy-back",
        name="Healthy Back weeks",
        description="A first consultation about your back with Dr. Munteanu, at half the price.",
        starts_on=clinic.today - timedelta(days=20),
        ends_on=clinic.today + timedelta(days=40),
        price=price("30.00"),
        **within,
    )
    here = {"organisation": clinic.organisation, "calendar": promotion}
    CalendarSpecialist.objects.create(specialist=clinic.specialists["ioana"], **here)
    CalendarForm.objects.create(template=clinic.templates["promotion"], **here)
    clinic.calendar_forms[promotion.pk] = [clinic.templates["promotion"]]
