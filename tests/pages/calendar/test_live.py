"""What keeps itself up to date, the next visit, who is in the room; and how few questions that takes."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F

from appointments.models import Appointment, Status
from tests.pages.calendar.reading import add_visits, cells, local, page, queries
from videocall.models import Participant

FAR = timedelta(days=400)  # where nobody has anything
pytestmark = pytest.mark.django_db

VIEWS = ("?month=2026-11", "?week=2026-W48", "?day=2026-11-24", "?from=2026-11-01&until=2026-11-30")


def test_the_next_visit_stands_on_top_of_the_agenda(specialist, cast):
    running = cast.visit(Status.INPROGRESS)
    day = cast.day_of(running.started_at)

    shown = page(specialist, f"?from={day}&until={day + timedelta(days=8)}")

    assert shown.context["next"].pk == running.pk
    assert shown.context["next"].until == "now"
    text = shown.content.decode()
    assert text.index("next-up") < text.index('class="agenda"')


def test_whoever_is_in_the_room_is_shown(admin, cast):
    day = f"?day={local(cast.soon, cast.aurora):%Y-%m-%d}"
    with admin.scope():
        quiet = cells(page(admin, day))[cast.soon.pk].here
        Participant.objects.create(
            organisation=cast.aurora.organisation, appointment=cast.soon, side="patient", user_id=cast.ana.pk
        )

        waiting = page(admin, day)

    assert quiet == ""
    assert cells(waiting)[cast.soon.pk].here == "The patient is in the waiting room"
    assert "The patient is in the waiting room" in waiting.content.decode()


def test_what_is_new_appears_and_what_is_not_costs_nothing(admin, cast):
    client = admin.client()
    shown = client.get(admin.at("calendar/?week=2020-W10"))
    again = admin.at(f"calendar/{shown.context['poll_url']}")
    assert client.get(again).status_code == 204

    with admin.scope():
        (visit, *_) = add_visits(cast, 1, datetime(2020, 3, 2, 10, tzinfo=cast.aurora.organisation.zone))
    answer = client.get(again)

    assert answer.status_code == 200
    assert f'id="visit-{visit.pk}"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_move_is_news(admin, cast):
    client = admin.client()
    day = local(cast.soon, cast.aurora)

    def move(by):
        with admin.scope():
            Appointment.objects.filter(pk=cast.soon.pk).update(
                started_at=F("started_at") + by, ended_at=F("ended_at") + by
            )

    for view in (f"?day={day:%Y-%m-%d}", f"?from={day:%Y-%m-%d}", f"?month={day:%Y-%m}"):
        shown = client.get(admin.at(f"calendar/{view}"))
        move(FAR)

        assert client.get(admin.at(f"calendar/{shown.context['poll_url']}")).status_code == 200
        move(-FAR)


@pytest.mark.parametrize("view", VIEWS)
def test_more_visits_cost_no_more_questions(admin, cast, view):
    before = queries(admin, view)
    with admin.scope():
        add_visits(cast, 60, datetime(2026, 11, 23, 3, tzinfo=cast.aurora.organisation.zone))

        after = queries(admin, view)

    assert len(after) <= 9  # with the session, the scope and the language that every page asks for
    assert len(after) - len(before) <= 1  # who is in the room is asked only while a visit is near
