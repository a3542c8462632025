"""Hours as specialists and admins keep them: what patients are offered follows at once, what is booked stays."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments.models import Appointment, WeeklyHours
from restartix.flows.absence import visits_to_move
from tests.pages.settings.hours import EVERY_DAY, offered, week

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize("who", ["admin", "specialist"])
def test_new_hours_are_what_patients_are_offered(request, who, visitor, cast, page_of):
    seat = request.getfixturevalue(who)

    saved = seat.client().post(seat.at(page_of), week(**EVERY_DAY))

    assert saved.status_code == 302
    assert offered(visitor, cast) <= {"20:00", "20:30", "21:00"}
    assert offered(visitor, cast)


def test_saving_the_same_hours_again_changes_no_row(specialist, page_of, cast):
    client = specialist.client()
    client.post(specialist.at(page_of), week(**EVERY_DAY))
    with specialist.scope():
        before = set(WeeklyHours.objects.filter(specialist=cast.ioana).values_list("pk", flat=True))

    client.post(specialist.at(page_of), week(**EVERY_DAY))

    with specialist.scope():
        assert set(WeeklyHours.objects.filter(specialist=cast.ioana).values_list("pk", flat=True)) == before


def test_visits_outside_the_new_hours_stay_and_are_listed(specialist, cast, page_of):
    specialist.client().post(specialist.at(page_of), week(day0=[("00:00", "00:30")]))

    page = specialist.client().get(specialist.at(page_of))

    assert f"/appointments/{cast.soon.pk}/" in page.content.decode()
    with specialist.scope():
        assert Appointment.objects.get(pk=cast.soon.pk).started_at == cast.soon.started_at


def test_a_preview_shows_what_would_be_and_keeps_nothing(specialist, visitor, cast, page_of):
    before = offered(visitor, cast)

    page = specialist.client().post(specialist.at(f"{page_of}preview/"), week(**EVERY_DAY))

    assert "20:00" in page.content.decode()
    assert "not saved yet" in page.content.decode()
    assert offered(visitor, cast) == before


ABOUT = {
    "display_name": "Dr. Ioana Munteanu",
    "time_zone": "Europe/Bucharest",
    "buffer_before": "0",
    "buffer_after": "10",
}


def test_who_can_not_be_booked_is_off_the_public_page(specialist, visitor, cast, page_of):
    with specialist.scope() as ioana:
        for visit in visits_to_move(cast.ioana):
            visit.cancel(by=ioana, reason="She leaves the clinic.")

    saved = specialist.client().post(specialist.at(f"{page_of}about/"), ABOUT)

    assert saved.status_code == 302
    assert cast.ioana not in visitor.client().get(visitor.at("")).context["specialists"]
    assert "can’t be booked" in specialist.client().get(specialist.at(page_of)).content.decode()


def test_nobody_leaves_with_visits_ahead_of_them(specialist, visitor, cast, page_of):
    with specialist.scope():
        count = visits_to_move(cast.ioana).count()

    refused = specialist.client().post(specialist.at(f"{page_of}about/"), ABOUT | {"title": "Leaving soon"})

    assert refused.status_code == 422
    page = refused.content.decode()
    assert f"{count} upcoming visits" in page
    assert f'href="{specialist.at(f"specialists/{cast.ioana.pk}/absence/")}?all=1"' in page
    assert "Leaving soon" in page
    assert cast.ioana in visitor.client().get(visitor.at("")).context["specialists"]


def test_a_name_and_title_are_what_patients_read(specialist, visitor, page_of):
    fields = ABOUT | {"display_name": "Dr. Ioana M.", "title": "Back and neck", "is_active": "on"}

    specialist.client().post(specialist.at(f"{page_of}about/"), fields)

    page = visitor.client().get(visitor.at("")).content.decode()
    assert "Dr. Ioana M." in page
    assert "Back and neck" in page


@pytest.mark.parametrize(
    "fields",
    [
        week(day0=[("10:00", "09:00")]),
        week(day0=[("10:00", "")]),
        week(day0=[("", "10:00")]),
        week(day1=[("09:00", "12:00"), ("11:00", "13:00")]),
        week(day2=[("25:00", "26:00")]),
        week(day3=[("nine", "ten")]),
    ],
)
def test_hours_that_can_not_be_are_refused_and_nothing_is_kept(specialist, cast, page_of, fields):
    def kept():
        with specialist.scope():
            rows = WeeklyHours.objects.filter(specialist=cast.ioana)
            return set(rows.values_list("pk", "weekday", "opens", "closes"))

    before = kept()
    page = specialist.client().post(specialist.at(page_of), fields)

    assert page.status_code == 422
    assert page.context["week"].errors
    assert kept() == before != set()


def test_a_specialist_keeps_their_own_hours_alone(specialist, cast):
    for path in ("", "days/", "about/", "holidays/", "preview/"):
        assert (
            specialist.client().post(specialist.at(f"settings/hours/{cast.andrei.pk}/{path}")).status_code
            == 404
        )


def test_the_database_holds_a_specialist_to_their_own_hours_too(specialist, cast):
    with specialist.scope():
        assert WeeklyHours.objects.filter(specialist=cast.andrei).exists()
        assert WeeklyHours.objects.filter(specialist=cast.andrei).update(opens=time(1)) == 0
        assert WeeklyHours.objects.filter(specialist=cast.andrei).delete()[0] == 0
        assert WeeklyHours.objects.filter(specialist=cast.ioana).update(opens=time(1)) > 0


def test_more_visits_cost_no_more_questions(admin, cast):
    client = admin.client()

    def questions(specialist):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(admin.at(f"settings/hours/{specialist.pk}/")).status_code == 200
        return len(asked)

    assert questions(cast.ioana) <= 24
