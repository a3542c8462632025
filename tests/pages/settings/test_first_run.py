"""A clinic fresh from create_clinic is led to its first booking by its pages alone."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from appointments.models import Appointment
from restartix.core.clinics.models import Organisation
from restartix.core.identity.models import User
from restartix.tools.sample.loader import as_owner
from tests.cast import Seat
from tests.pages.settings.hours import week

ADMIN = "ada@lumina.example"


@pytest.fixture
def ada(committed):
    """The first admin of a new clinic, signed in."""
    with committed.as_role("owner"):
        call_command("create_clinic", "lumina", "Lumina", ADMIN)
        with as_owner():
            user = User.objects.get(email=ADMIN)
    return Seat("lumina", user.pk, user.session_nonce)


def test_from_nothing_to_the_first_booking(ada):
    desk = ada.client()

    def step():
        return desk.get(ada.at("settings/start/")).context["current"]

    assert "/settings/start/" in desk.get(ada.at("dashboard/")).content.decode()
    clinic = {
        "name": "Lumina",
        "address": "Strada Lungă 1, Brașov",
        "phone": "+40 268 555 010",
        "privacy_notice": "We keep little.",
        "time_zone": "Europe/Bucharest",
        "language": "en",
        "currency": "RON",
        "opens_session_minutes_before": "30",
        "hold_minutes": "5",
        "waitlist_minutes": "60",
    }
    assert desk.post(step().url, clinic).url == ada.at("settings/start/")

    me = {"name": "Ada Lungu", "email": ADMIN, "role": "specialist", "title": "Physiotherapist"}
    hours = desk.post(step().url.split("?")[0], me).url
    assert hours == step().url
    every_day = {f"day{number}": [("08:00", "20:00")] for number in range(7)}
    assert desk.post(hours, week(**every_day)).url == ada.at("settings/start/")

    form = desk.get(step().url).context["form"]
    service = {
        "name": "First visit",
        "duration": "45",
        "price": "150",
        "notice": "60",
        "cutoff": "1440",
        "horizon": "30",
    }
    desk.post(step().url, service | {"specialists": [str(one) for one in form.initial["specialists"]]})
    assert step() is None

    desk.post(ada.at("settings/start/end/"))
    assert "/settings/start/" not in desk.get(ada.at("dashboard/")).content.decode()
    book_first_visit(ada)


def book_first_visit(ada):
    visitor = Client()
    front = visitor.get(ada.at("")).content.decode()
    service = re.search(r'href="(/lumina/services/[^"]+)"', front)[1]
    slots = [slot for part in visitor.get(service).context["parts"] for slot in part["slots"]]
    time, _bar, who = slots[0]["value"].partition("|")
    at = f"{service}book/?at={time}&with={who}"
    patient = {"name": "Radu Pop", "email": "radu@visitors.example", "phone": "0721 234 567", "privacy": "on"}
    version = visitor.get(at).context["form"].initial["privacy_version"]

    booked = visitor.post(at, patient | {"privacy_version": str(version)})

    assert booked.status_code == 302
    with ada.scope():
        assert Appointment.objects.get().patient_person.name == "Radu Pop"
        assert Organisation.objects.get().set_up_at
