"""Where an admin finds everything there is to set up. A page gets here by a line in CARDS."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest


@dataclass(frozen=True)
class Card:
    """One page of the settings: the name of its route, and how the hub speaks of it."""

    route: str
    icon: str
    name: str | Promise
    about: str | Promise

    @property
    def url(self) -> str:
        """Empty while there is no such page."""
        try:
            return reverse(self.route)
        except NoReverseMatch:
            return ""


CARDS = (
    Card("hours", "clock", _("Hours"), _("When each specialist works, days off and breaks between visits.")),
    Card(
        "services",
        "heart",
        _("Services"),
        _("What patients can book: length, price, minimum notice, specialists."),
    ),
    Card(
        "calendars",
        "calendar",
        _("Calendars"),
        _("Separate booking pages, for a limited time or for some patients."),
    ),
    Card(
        "form_library",
        "form",
        _("Forms"),
        _("The forms that patients and specialists fill in, and their questions."),
    ),
    Card("products", "plus", _("Products"), _("What is sold with a visit.")),
    Card("plans", "form", _("Plans"), _("Patients who come for several sessions, and their progress.")),
    Card("team", "users", _("Team"), _("Who works here and in which role; invite colleagues.")),
    Card(
        "clinic_settings",
        "building",
        _("Clinic"),
        _("Name, address, logo, privacy notice, language and time zone."),
    ),
    Card(
        "waitlist",
        "clock",
        _("Waitlist"),
        _("Who is waiting for a time to become free, and what they are offered."),
    ),
    Card("log", "lock", _("Log"), _("Who opened and who changed which record, and when.")),
    Card(
        "removed_visits",
        "inbox",
        _("Removed visits"),
        _("Visits removed from the lists, and how to restore them."),
    ),
)


@admins_only
@require_safe
def settings_hub(request: ClinicRequest) -> HttpResponse:
    return render(request, "appointments/settings/hub.html", {"cards": [card for card in CARDS if card.url]})
