"""A page of open times is kept as it was drawn until anything that it shows is otherwise."""

from dataclasses import replace
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.models import (
    Closing,
    DateOverride,
    Service,
    ServiceSpecialist,
    Specialist,
    Status,
    WeeklyHours,
)
from restartix.core.clinics.models import Organisation
from restartix.pages.public.page_cache import PAGES
from restartix.pages.shared.week import Week

pytestmark = pytest.mark.usefixtures("db", "minute")

CHANGES = {
    "the clinic": lambda of: Organisation.objects.filter(pk=of["clinic"]).update(phone="021 999 000"),
    "the service": lambda of: Service.objects.filter(pk=of["service"]).update(name="Another name"),
    "who gives it": lambda of: ServiceSpecialist.objects.filter(specialist=of["who"]).delete(),
    "their name": lambda of: Specialist.objects.filter(pk=of["who"]).update(display_name="Dr. Other"),
    "their buffers": lambda of: Specialist.objects.filter(pk=of["who"]).update(buffer_before=45),
    "their week": lambda of: WeeklyHours.objects.filter(specialist=of["who"]).update(opens=time(10, 15)),
    "a day off": lambda of: DateOverride.objects.create(
        organisation_id=of["clinic"], specialist_id=of["who"], date=of["day"]
    ),
    "a closed day": lambda of: Closing.objects.create(organisation_id=of["clinic"], date=of["day"]),
}


@pytest.fixture
def minute(monkeypatch):
    """The clock stands, so that only what a test changes is new."""
    stands = [timezone.now()]
    monkeypatch.setattr("restartix.pages.public.page_cache.timezone.now", lambda: stands[0])
    return stands


@pytest.fixture
def free(visitor, cast, first_visit):
    """An open time with Ioana, in a week that has another open day after it, so that the page looks no further."""
    with visitor.scope():
        channel = Channel.of(first_visit.pk)
        ahead = timezone.now() + timedelta(days=1)
        found = open_times(channel, ahead, ahead + timedelta(days=14), specialists=[cast.ioana])
        for one in found:
            day = cast.day_of(one.started_at)
            if day == cast.day_of(ahead):  # perhaps its last time of the day alone
                continue
            if not Week(channel, channel.clock, day, cast.ioana, {}).looks_further:
                return one
    raise AssertionError("Ioana has no two open days in a week")


@pytest.fixture
def path(visitor, first_visit, cast, free):
    return visitor.at(f"services/{first_visit.pk}/?day={cast.day_of(free.started_at)}&with={cast.ioana.pk}")


@pytest.fixture
def times(visitor, path):
    """The page of the day of `free`, asked for by a browser that has been here."""
    client = visitor.client()
    client.get(path)  # which gives it its cookies
    PAGES.forget()
    return lambda: client.get(path, headers={"Accept-Language": "en"})


def token_in(page):
    return page.partition('name="csrfmiddlewaretoken" value="')[2][:64]


def said(answer):
    """The page without what belongs to the request alone."""
    page = answer.content.decode()
    return page.replace(token_in(page), "").replace(page.partition('nonce="')[2].partition('"')[0], "")


def test_the_second_look_is_the_same_page_with_its_own_token(times):
    first, second = times(), times()

    assert first.templates
    assert not second.templates
    assert said(first) == said(second)
    assert token_in(first.content.decode()) != token_in(second.content.decode())
    nonce = second.content.decode().partition('nonce="')[2].partition('"')[0]
    assert f"'nonce-{nonce}'" in second["Content-Security-Policy"]


def test_the_second_look_asks_the_database_one_thing(times):
    times()

    with CaptureQueriesContext(connection) as asked:
        times()

    assert [one["sql"].split("(")[0] for one in asked if "SAVEPOINT" not in one["sql"]] == [
        "SELECT * FROM public.enter_scope",
        "SELECT public.offer_fingerprint",
    ]


@pytest.mark.parametrize("what", CHANGES)
def test_it_is_drawn_anew_as_soon_as_it_would_look_otherwise(
    times, cast, first_visit, free, admin, make_visit, what
):
    make_visit(Status.UPCOMING, at=free.started_at)  # which the times around it keep away from
    before = said(times())

    with admin.scope():
        CHANGES[what](
            {
                "clinic": cast.aurora.organisation.pk,
                "service": first_visit.pk,
                "who": cast.ioana.pk,
                "day": cast.day_of(free.started_at),
            }
        )

    assert said(times()) != before


def test_a_time_that_is_taken_and_comes_back_is_seen_each_time(times, make_visit, free, admin):
    before = said(times())
    visit = make_visit(Status.BOOKED, at=free.started_at)
    assert said(times()) != before

    with admin.scope() as actor:
        visit.cancel(by=actor, reason="They asked")

    assert said(times()) == before


def test_a_hold_hides_the_time_from_others_alone(times, visitor, path, first_visit, free):
    before = said(times())
    holder = replace(visitor, client_id=uuid4()).client()
    holder.get(path)
    slot = f"{free.started_at:%Y-%m-%dT%H:%MZ}|{free.specialist.pk}"

    assert holder.post(visitor.at(f"services/{first_visit.pk}/hold/"), {"slot": slot})["Location"]

    assert said(times()) != before
    assert slot in holder.get(path).content.decode()


def test_each_minute_it_is_worked_out_anew(times, minute):
    times()
    minute[0] += timedelta(minutes=1)

    assert times().templates


def test_a_message_is_shown_once_and_never_kept(times, visitor, path, first_visit, free, make_visit):
    client = visitor.client()
    make_visit(Status.BOOKED, at=free.started_at)
    slot = f"{free.started_at:%Y-%m-%dT%H:%MZ}|{free.specialist.pk}"
    taken = client.post(visitor.at(f"services/{first_visit.pk}/hold/"), {"slot": slot})

    first, second = client.get(taken["Location"]), client.get(taken["Location"])

    assert "has just been taken" in first.content.decode()
    assert "has just been taken" not in second.content.decode()


def test_each_language_has_its_own(visitor, path):
    client = visitor.client()

    pages = [
        client.get(path, headers={"Accept-Language": language}).content.decode()
        for language in ("en", "ro", "en")
    ]

    assert "Choose a time" in pages[0]
    assert "Choose a time" not in pages[1]
    assert "Choose a time" in pages[2]
