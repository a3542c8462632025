"""The patient's calendar: their own visits and those of the people in their care, a month at a time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments.models import Status
from tests.pages.calendar.reading import NOT_ASKED

pytestmark = pytest.mark.django_db


def month_of(seat, visit, cast):
    local = visit.started_at.astimezone(cast.aurora.organisation.zone)
    return seat.client().get(seat.at(f"my/calendar/?month={local:%Y-%m}"))


def shown_in(response):
    return {entry["pk"] for entry in response.context["entries"]}


def test_a_patient_sees_their_own_visits_alone(patient, cast):
    shown = month_of(patient, cast.soon, cast)

    mine = {one.pk for one in cast.aurora.visits if one.patient_person == cast.elena}
    assert cast.soon.pk in shown_in(shown)
    assert shown_in(shown) <= mine
    assert f'href="/aurora/visits/{cast.soon.pk}/"' in shown.content.decode()


def test_a_guardian_sees_the_childs_too_and_whose_each_is(guardian, cast):
    hers = [
        one
        for one in cast.aurora.visits
        if one.patient_person in (cast.maria, cast.luca) and one.status != Status.CANCELLED
    ]
    assert {one.patient_person for one in hers} == {cast.maria, cast.luca}

    for visit in hers:
        shown = month_of(guardian, visit, cast)
        assert visit.pk in shown_in(shown)
        assert visit.patient_person.name in shown.content.decode()


def test_the_next_visit_stands_first(patient, cast):
    shown = patient.client().get(patient.at("my/calendar/"))

    assert shown.context["next"]["pk"] == cast.soon.pk
    assert "Bucharest time" in shown.content.decode()


def test_a_private_link_shows_its_one_visit(by_link, cast):
    assert shown_in(month_of(by_link, cast.soon, cast)) == {cast.soon.pk}


def test_a_visitor_signs_in_first(visitor):
    answer = visitor.client().get(visitor.at("my/calendar/"))

    assert answer.status_code == 302
    assert "/sign-in/" in answer.url


def test_a_full_month_costs_no_more_questions(guardian, cast):
    client, counted = guardian.client(), []
    busiest = cast.soon.started_at.astimezone(cast.aurora.organisation.zone)
    for month in ("2020-03", f"{busiest:%Y-%m}"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(guardian.at(f"my/calendar/?month={month}")).status_code == 200
        counted.append(len([one for one in asked if not one["sql"].startswith(NOT_ASKED)]))

    assert counted[0] == counted[1] <= 8
