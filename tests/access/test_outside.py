"""What lies outside every clinic's address answers everybody alike, whoever they are at a clinic."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.test_routes import ask, plain, seats
from tests.architecture.test_routes import routes

pytestmark = pytest.mark.django_db

# What each answers: with the demo's outbox, and on a clinic's own server. Nobody reports where nothing is set up.
OUTSIDE = {
    "front": (200, 200),
    "healthz": (200, 200),
    "outbox": (200, 404),
    "outbox_file": (404, 404),
    "mail_report": (404, 404),
    "sms_report": (404, 404),
    "sms_answer": (404, 404),
    "clerk_report": (404, 404),
    "daily_report": (404, 404),
    "set_language": (302, 302),
}
PARTS = {"name": "made-up", "place": 0, "pk": "00000000-0000-0000-0000-000000000007"}


def address(route, name):
    return reverse(name, kwargs={part: PARTS[part] for part in re.findall(r"<\w+:(\w+)>", route)})


@pytest.mark.parametrize(("demo", "place"), [(True, 0), (False, 1)])
def test_each_answers_everybody_alike(demo, place, cast, by_link, settings, tmp_path):
    settings.DEMO, settings.OUTBOX_DIR, settings.LIMITS = demo, tmp_path, {}
    everybody, wrong = seats(cast, by_link), []
    for route, entry in routes("restartix.config.urls"):
        path = address(route, entry.name)
        answers = {who: plain(ask(seat, path), path) for who, seat in everybody.items()}
        if {status for status, *_ in answers.values()} != {OUTSIDE[entry.name][place]}:
            wrong.append(f"{path}: { ({who: answer[0] for who, answer in answers.items()}) }")
        if len(set(answers.values())) > 1:
            wrong.append(f"{path} says something else to some")

    assert wrong == []


def test_a_clinics_own_front_names_no_clinic(cast, settings):
    settings.DEMO = False

    page = Client().get("/").content.decode()

    assert not [clinic for clinic in (cast.aurora, cast.riverside) if clinic.organisation.name in page]
