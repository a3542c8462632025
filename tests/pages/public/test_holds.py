"""A chosen time is kept for the visitor; others see it as taken; it lapses by itself and never blocks after that."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.holds import extend_hold, place_hold
from appointments.availability.open_times import open_times
from appointments.models import Hold
from tests.pages.public.kept import visits_at

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def another(visitor):
    return replace(visitor, client_id=uuid4())


@pytest.fixture
def held(visitor, free, first_visit):
    """Ruxandra's browser has chosen the time."""
    client = visitor.client()
    answer = client.post(hold_url(visitor, first_visit), {"slot": value(free)})
    assert answer.status_code == 302
    return client, answer["Location"]


def value(opening):
    return f"{opening.started_at:%Y-%m-%dT%H:%MZ}|{opening.specialist.pk}"


def hold_url(visitor, service):
    return visitor.at(f"services/{service.pk}/hold/")


def is_open(seat, opening, service):
    with seat.scope():
        found = open_times(
            Channel.of(service.pk), opening.started_at, opening.ended_at, specialists=[opening.specialist]
        )
    return opening.started_at in {one.started_at for one in found}


def test_a_chosen_time_is_kept_and_said_until_when(held):
    client, there = held

    page = client.get(there).content.decode()

    assert re.search(r"This time is held for you until \d\d:\d\d, Bucharest time", page)
    assert 'role="status"' in page
    assert 'name="keep"' in page


def test_others_see_it_as_taken_and_are_refused_kindly(held, another, free, first_visit, book_url, details):
    assert not is_open(another, free, first_visit)

    stranger = another.client()
    late = stranger.post(hold_url(another, first_visit), {"slot": value(free)})
    assert late["Location"].startswith(another.at(f"services/{first_visit.pk}/"))
    assert "/book/" not in late["Location"]
    assert stranger.post(book_url(free), details).status_code == 409


def test_the_one_who_holds_it_books_it(held, admin, free, details):
    client, there = held

    assert client.post(there, details).status_code == 302
    assert len(visits_at(admin, free)) == 1


def test_the_button_keeps_it_longer_and_loses_nothing_typed(held, details):
    client, there = held

    page = client.post(there.replace("/book/", "/hold/longer/"), details | {"email": "not finished"})

    assert page.status_code == 200
    assert "/hold/longer/" in page.content.decode()
    assert 'value="Ruxandra Vasile"' in page.content.decode()
    assert "field-error" not in page.content.decode()


def test_a_hold_is_extended_while_the_form_is_open_but_not_for_ever(visitor, free, cast):
    clinic, now = cast.aurora.organisation, timezone.now()
    with visitor.scope() as actor:
        hold = place_hold(free, by=actor, clinic=clinic)
        Hold.objects.filter(pk=hold.pk).update(expires_at=now + timedelta(seconds=20))
        assert extend_hold(free, by=actor, clinic=clinic, pressed=False).expires_at > now + timedelta(
            minutes=4
        )

        Hold.objects.filter(pk=hold.pk).update(
            created_at=now - timedelta(hours=1), expires_at=now + timedelta(seconds=20)
        )
        assert extend_hold(free, by=actor, clinic=clinic, pressed=False).expires_at < now + timedelta(
            minutes=1
        )
        assert extend_hold(free, by=actor, clinic=clinic, pressed=True).expires_at > now + timedelta(
            minutes=4
        )


def test_choosing_another_time_lets_go_of_the_first(visitor, another, free, first_visit, cast):
    clinic = cast.aurora.organisation
    with visitor.scope() as actor:
        place_hold(free, by=actor, clinic=clinic)
        found = open_times(Channel.of(first_visit.pk), free.ended_at, free.ended_at + timedelta(days=2))
        later = next(one for one in found if one.specialist == cast.andrei)
        place_hold(later, by=actor, clinic=clinic)

    assert is_open(another, free, first_visit)
    assert not is_open(another, later, first_visit)


def test_the_open_form_says_it_is_there_and_is_told_when_the_time_is_gone(
    visitor, another, free, first_visit, cast
):
    page = (
        f"services/{first_visit.pk}/hold/kept/?at={free.started_at:%Y-%m-%dT%H:%MZ}&with={free.specialist.pk}"
    )
    client = another.client()
    client.post(hold_url(another, first_visit), {"slot": value(free)})
    assert client.post(another.at(page)).status_code == 204

    told = visitor.client().post(visitor.at(page)).content.decode()

    assert "This time was just taken" in told
    assert "Choose another time" in told


def test_an_open_form_whose_time_was_not_kept_is_told_so_once(visitor, free, first_visit):
    page = (
        f"services/{first_visit.pk}/hold/kept/?at={free.started_at:%Y-%m-%dT%H:%MZ}&with={free.specialist.pk}"
    )
    client = visitor.client()

    told = client.post(visitor.at(page))
    again = client.post(visitor.at(page), {"state": "lapsed"})

    assert "no longer held for you" in told.content.decode()
    assert again.status_code == 204
    with visitor.scope():
        assert not Hold.objects.exists()


def test_the_page_of_open_times_says_when_they_have_changed(visitor, another, free, first_visit, cast):
    client = visitor.client()
    asked = f"day={cast.day_of(free.started_at)}&with={free.specialist.pk}"
    page = client.get(visitor.at(f"services/{first_visit.pk}/?{asked}"))
    poll = page.context["poll_url"]
    assert client.get(poll).status_code == 204

    with another.scope() as other:
        place_hold(free, by=other, clinic=cast.aurora.organisation)

    again = client.get(poll)
    assert again.status_code == 200
    assert again.content.decode().strip().startswith('<div id="times"')
    assert value(free) not in again.content.decode()
