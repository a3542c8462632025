"""Alerts: on the admin's page until one of them has answered."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments.models import Status
from reviews.models import Alert, Review
from tests.cast import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(admin):
    with admin.scope():
        return Alert.objects.open().select_related("review").first()


def acknowledge(seat, pk, note):
    return seat.client().post(seat.at(f"alerts/{pk}/acknowledgement/"), {f"{pk}-note": note})


def test_an_alert_waits_on_the_dashboard_and_on_its_page(admin, alert):
    for path in ("dashboard/", "alerts/"):
        assert f"alert-{alert.pk}" in admin.client().get(admin.at(path)).content.decode()


def test_acknowledging_it_keeps_who_and_how(admin, cast, alert):
    answer = acknowledge(admin, alert.pk, "Called the patient.")

    assert answer.status_code == 302
    with admin.scope():
        alert.refresh_from_db()
    assert alert.acknowledged_at
    assert (alert.acknowledged_by_id, alert.note) == (cast.ana.pk, "Called the patient.")
    assert f"alert-{alert.pk}" not in admin.client().get(admin.at("dashboard/")).content.decode()


def test_it_needs_a_note(admin, alert):
    answer = acknowledge(admin, alert.pk, " ")

    assert answer.status_code == 422
    with admin.scope():
        alert.refresh_from_db()
    assert alert.acknowledged_at is None


def test_the_second_to_answer_is_told_so(admin, alert):
    acknowledge(admin, alert.pk, "Called.")

    second = acknowledge(admin, alert.pk, "Called too.")

    assert second.status_code == 409
    assert "Somebody has answered" in second.content.decode()


def test_alerts_are_for_the_clinics_admins(specialist, patient, other_admin, admin, alert):
    assert specialist.client().get(specialist.at("alerts/")).status_code == 404
    assert patient.client().get(patient.at("alerts/")).status_code == 404
    assert acknowledge(other_admin, alert.pk, "x").status_code == 404
    assert acknowledge(admin, uuid.uuid4(), "x").status_code == 404


def test_more_alerts_cost_no_more_questions(admin, cast):
    def questions():
        with CaptureQueriesContext(connection) as seen:
            client.get(admin.at("alerts/"))
        return len(seen)

    client = admin.client()
    client.get(admin.at("alerts/"))
    before = questions()
    with admin.scope():
        few = Alert.objects.open().count()
    done = [one for one in cast.aurora.visits if one.status == Status.DONE and one.pk not in cast.reviewed]
    assert len(done) > 3
    for visit in done:
        reviewer = Seat("aurora", link=visit.link_token)
        reviewer.client().post(reviewer.at(f"visits/{visit.pk}/review/"), {"rating": "3"})
    with admin.scope():
        assert Alert.objects.open().count() > few

    assert questions() == before


def shown(admin, asked):
    return admin.client().get(admin.at(f"alerts/?{asked}")).content.decode()


def test_the_list_is_filtered_by_state_stars_specialist_and_day(admin, cast):
    with admin.scope():
        waiting = Alert.objects.open().select_related("review__appointment").first()
    day = waiting.opened_at.astimezone(cast.aurora.organisation.zone).date()
    seen, other = waiting.review.appointment.specialist_id, cast.andrei.pk
    if other == seen:
        other = cast.ioana.pk
    stars = waiting.review.rating
    for asked, shows in {
        "": True,
        "state=acknowledged": False,
        "state=all": True,
        f"state=open&stars={stars}": True,
        f"state=open&stars={stars % 4 + 1}": False,
        f"state=open&specialist={seen}": True,
        f"state=open&specialist={other}": False,
        f"state=open&since={day}&until={day}": True,
        f"state=open&until={day - timedelta(days=1)}": False,
        "state=nonsense&stars=nine&since=never": True,
    }.items():
        assert (f"alert-{waiting.pk}" in shown(admin, asked)) is shows, asked


def test_an_answered_alert_says_who_answered_it_and_how(admin, cast, alert):
    acknowledge(admin, alert.pk, "Offered another time.")

    page = shown(admin, "state=acknowledged")
    assert "Offered another time." in page
    assert cast.ana.name in page


def test_averages_are_counted_per_specialist_and_service(admin, specialist):
    with admin.scope():
        given = list(
            Review.objects.values_list(
                "appointment__specialist__display_name", "rating", "appointment__service__name"
            )
        )
    name = given[0][0]
    stars = [rating for who, rating, _ in given if who == name]

    client = admin.client()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(admin.at("ratings/?days=all")).content.decode()

    row = page[page.index(f">{name}</th>") :][:400]
    assert f"<strong>{round(sum(stars) / len(stars), 1):.1f}</strong>" in row
    assert f">{len(stars)}</td>" in row
    assert all(service in page for _, _, service in given)
    tables = [one for one in asked if "reviews_review" in one["sql"] and "AVG" in one["sql"]]
    assert len(tables) == 3, "one for the whole, one for each table"
    assert specialist.client().get(specialist.at("ratings/")).status_code == 404
