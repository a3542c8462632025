"""Which language a page speaks, and that both say days, numbers and counts as their people do."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock, duration, long_date, money
from restartix.core.identity.models import User
from restartix.messages.patient_wording import _still_to_fill_in

pytestmark = pytest.mark.django_db
ENGLISH, ROMANIAN = 'lang="en"', 'lang="ro"'


@pytest.fixture
def romanian_clinic(cast, admin):
    with admin.scope():
        Organisation.objects.filter(pk=cast.aurora.organisation.pk).update(language="ro")


def spoken(seat, *, browser="", switch=""):
    client = seat.client()
    if switch:
        client.cookies["django_language"] = switch
    headers = {"Accept-Language": browser} if browser else {}
    page = client.get(seat.at(""), headers=headers)
    assert page["Content-Language"] in {"en", "ro"}
    return page["Content-Language"]


@pytest.mark.parametrize(
    ("browser", "switch", "language"),
    [
        ("", "", "ro"),
        ("de-DE,de;q=0.9", "", "ro"),
        ("*", "", "ro"),
        ("nonsense;;;", "", "ro"),
        ("en-GB,en;q=0.9", "", "en"),
        ("de,en;q=0.5,ro;q=0.7", "", "ro"),
        ("ro-RO", "en", "en"),
        ("en", "ro", "ro"),
        ("en", "xx", "en"),
    ],
)
def test_the_switch_goes_before_the_browser_and_the_browser_before_the_clinic(
    romanian_clinic, visitor, browser, switch, language
):
    assert spoken(visitor, browser=browser, switch=switch) == language


def test_an_english_clinic_speaks_english_to_a_browser_that_speaks_neither(visitor):
    assert spoken(visitor, browser="fr") == "en"


def test_letters_follow_the_switch_of_who_is_signed_in(patient, cast):
    answer = patient.client().post(patient.at("language/"), {"language": "ro", "next": patient.at("my/")})

    assert answer.cookies["django_language"].value == "ro"
    with patient.scope():
        assert User.objects.get(pk=patient.user_id).language == "ro"


def test_nobody_elses_language_changes_and_nonsense_changes_nothing(patient, cast):
    patient.client().post(patient.at("language/"), {"language": "xx"})

    with patient.scope():
        assert User.objects.get(pk=patient.user_id).language != "xx"


@pytest.mark.parametrize(
    ("language", "day", "moment", "price"),
    [
        ("en", "Tuesday 24 November 2026", "Tuesday 24 November 2026, 10:30, Bucharest time", "€1,250.50"),
        (
            "ro",
            "marți 24 noiembrie 2026",
            "marți 24 noiembrie 2026, 10:30, ora din București",
            "1.250,50 EUR",
        ),
    ],
)
def test_days_times_and_money_are_written_as_each_language_does(language, day, moment, price):
    at = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Bucharest"))

    with translation.override(language):
        assert long_date(date(2026, 11, 24)) == day
        assert Clock(ZoneInfo("Europe/Bucharest")).moment(at) == moment
        assert money(Decimal("1250.50"), "EUR").replace("\xa0", " ") == price


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, "1 minute"),
        ("en", 30, "30 minutes"),
        ("ro", 1, "1 minut"),
        ("ro", 5, "5 minute"),
        ("ro", 19, "19 minute"),
        ("ro", 20, "20 de minute"),
        ("ro", 101, "101 minute"),
        ("ro", 120, "120 de minute"),
    ],
)
def test_counts_have_the_forms_of_their_language(language, count, words):
    with translation.override(language):
        assert duration(count) == words


def test_romanian_forms_are_counted_too():
    with translation.override("ro"):
        said = [_still_to_fill_in(count) for count in (1, 2, 20)]

    assert ["1 formular " in said[0], "2 formulare " in said[1], "20 de formulare " in said[2]] == [True] * 3
