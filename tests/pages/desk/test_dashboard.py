"""The dashboard: what is on today and how ready it is, what did not arrive, what is new by itself, and figures."""

import os
from datetime import datetime, time
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import expect

from appointments.models import Appointment, Status
from restartix.core.clock import Clock
from restartix.core.effects.models import Effect, Kind, State
from tests.making import night

FRAME = ("SAVEPOINT", "RELEASE", "identity_session", "enter_scope", "set_config")
PICTURES = os.environ.get("SCREENSHOTS")


def asked(seat, path):
    """The page, and the questions it asked beyond the request's own frame."""
    client = seat.client()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(seat.at(path))
    assert page.status_code == 200
    return page, [one["sql"] for one in queries if not any(word in one["sql"] for word in FRAME)]


def broken(cast, kind, code="", *, about=None):
    return Effect.objects.create(
        organisation=cast.aurora.organisation,
        kind=kind,
        code=code,
        subject=f"{kind}:test",
        appointment_id=(about or cast.soon).pk,
        state=State.FAILED,
        last_error_code="mail-refused",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["admin", "specialist"])
@pytest.mark.parametrize("path", ["dashboard/", "dashboard/live/", "dashboard/figures/"])
def test_it_asks_at_most_nine_questions(request, who, path):
    _page, questions = asked(request.getfixturevalue(who), path)

    assert len(questions) <= 9, "\n".join(questions)


@pytest.mark.django_db
def test_todays_visits_say_how_ready_they_are(specialist, by_link, cast, monkeypatch):
    """On the day of the next one: shortly before midnight that is tomorrow."""
    monkeypatch.setattr(Clock, "today", cast.day_of(cast.soon.started_at))
    by_link.client().post(by_link.at(f"visits/{cast.soon.pk}/device/"), {"camera": "failed"})

    page, _questions = asked(specialist, "dashboard/")

    ready = next(visit["ready"] for visit in page.context["visits"] if visit["ready"])
    assert [one.key for one in ready] == ["forms", "room", "device"]
    assert "Not working: Camera" in page.text
    assert "2 forms to sign" in page.text


@pytest.mark.django_db
def test_a_message_that_did_not_arrive_stands_apart_and_can_be_sent_again(admin, cast):
    before, _questions = asked(admin, "dashboard/")
    with admin.scope():
        mail, _room = broken(cast, Kind.MAIL, "booked"), broken(cast, Kind.ROOM)

    page, _questions = asked(admin, "dashboard/")
    admin.client().post(admin.at(f"effects/{mail.pk}/retry/"), {"next": admin.at("dashboard/")})

    for kind in ("lost_count", "failed_count"):
        assert page.context[kind] == before.context[kind] + 1
    with admin.scope():
        assert Effect.objects.get(pk=mail.pk).state == State.PENDING


@pytest.mark.django_db
def test_what_failed_alike_is_one_line_that_unfolds(admin, cast):
    with admin.scope():
        alike = [broken(cast, Kind.MAIL, "booked") for _ in range(3)]
        broken(cast, Kind.MAIL, "link")

    page, _questions = asked(admin, "dashboard/")

    piles = {pile.first.name: pile for pile in page.context["lost"]}
    assert len(piles["Confirmation of the booking, with a calendar file"].ones) == 3
    assert len(piles["New private link"].ones) == 1
    assert all(f"/effects/{effect.pk}/retry/" in page.text for effect in alike), "each can be tried again"


@pytest.mark.django_db
def test_a_message_about_a_visit_long_over_is_no_work_any_more(admin, cast, make_visit):
    long_over = make_visit(Status.DONE, at=night(-20))
    before, _questions = asked(admin, "dashboard/")
    with admin.scope():
        broken(cast, Kind.SMS, "reminder", about=long_over)

    page, _questions = asked(admin, "dashboard/")

    assert page.context["lost_count"] == before.context["lost_count"]


@pytest.mark.django_db
@pytest.mark.parametrize(("late", "shown"), [(True, ["Cancelled late"]), (False, [])])
def test_what_was_called_off_late_stays_on_todays_list_and_says_so(admin, cast, make_visit, late, shown):
    zone = cast.aurora.organisation.zone
    before_dawn = datetime.combine(timezone.now().astimezone(zone).date(), time(4), zone)
    visit = make_visit(Status.CANCELLED, at=before_dawn, specialist=cast.andrei)
    with admin.scope():
        Appointment.objects.filter(pk=visit.pk).update(cancelled_late=late)

    page, _questions = asked(admin, "dashboard/")

    lines = page.context["visits"]
    assert [one["word"] for one in lines if one["url"].endswith(f"/{visit.pk}/")] == shown
    assert page.context["visits_count"] == sum(one["status"] != Status.CANCELLED for one in lines)


@pytest.mark.django_db
def test_it_keeps_itself_up_to_date_and_costs_nothing_while_nothing_is_new(admin, cast):
    browser = admin.client()
    seen = browser.get(admin.at("dashboard/")).context["signature"]
    again = admin.at(f"dashboard/live/?seen={seen}")
    assert browser.get(again).status_code == 204

    with admin.scope():
        broken(cast, Kind.ROOM)

    answer = browser.get(again)
    assert answer.status_code == 200
    assert "<html" not in answer.text


@pytest.mark.django_db
def test_the_figures_count_what_the_rows_say(admin, cast):
    page, _questions = asked(admin, "dashboard/figures/")
    visits, missed, ratings, occupancy = page.context["charts"]

    with admin.scope():
        rows = Appointment.objects.not_removed().filter(started_at__lt=cast.world.now)
        missed_rows = rows.filter(status=Status.NOSHOW).count()
        held = rows.filter(status=Status.DONE).count()
    assert missed.said == f"{missed_rows} of {missed_rows + held}"
    assert sum(int(point.words) for point in visits.points) >= missed_rows + held
    assert all(0 <= point.value <= 100 for point in occupancy.points if point.value is not None)
    assert all(point.value is None or 1 <= point.value <= 5 for point in ratings.points)
    assert len(visits.bars) == len(visits.points) == 12
    assert page.text.count("<table") == 4


@pytest.mark.django_db
def test_a_specialists_figures_are_of_their_own_visits(specialist, cast):
    page, _questions = asked(specialist, "dashboard/figures/")

    missed = page.context["charts"][1]
    own = [
        visit
        for visit in cast.aurora.visits
        if visit.specialist == cast.ioana and visit.status in {Status.NOSHOW, Status.DONE}
    ]
    assert missed.said.endswith(f"of {len(own)}")


@pytest.mark.browser
def test_the_figures_come_into_the_dashboard(browse, admin, cast):
    page = browse(admin, "dashboard/", viewport={"width": 1280, "height": 900})
    expect(page.locator(".chart")).to_have_count(4)
    page.get_by_text("As a table").first.click()
    expect(page.locator(".chart-table").first).to_be_visible()
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "dashboard-1280.png", full_page=True)
        page.set_viewport_size({"width": 390, "height": 844})
        page.screenshot(path=Path(PICTURES) / "dashboard-390.png", full_page=True)
