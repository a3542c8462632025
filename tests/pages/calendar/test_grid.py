"""The time grid: who has a column, when they work, and that no visit covers another."""

from datetime import datetime, timedelta

import pytest

from appointments.models import Appointment, Status
from restartix.core.clinics.scope import link_hash
from restartix.core.weeks import week_name
from tests.pages.calendar.reading import add_visits, cells, local, page

pytestmark = pytest.mark.django_db


def test_the_week_has_a_column_for_each_specialist_who_works_or_is_booked(admin, cast):
    shown = page(admin, "?week=2020-W10")

    friday = next(day for day in shown.context["week"].days if day.number == 6)
    assert {column.name for column in friday.columns} == {
        cast.ioana.display_name,
        cast.andrei.display_name,
    }
    sunday = next(day for day in shown.context["week"].days if day.number == 8)
    assert [column.is_narrow for column in sunday.columns] == [True]


def test_breaks_and_days_off_are_shaded(admin, cast):
    shown = page(admin, f"?week=2020-W10&with={cast.ioana.pk}")

    monday, *_, sunday = shown.context["week"].columns
    assert monday.note == "9–13, 14–17"
    assert [(block.hour, block.length) for block in monday.shades] == [(8, 60), (13, 60), (17, 120)]
    assert sunday.note == "off"
    assert sum(block.length for block in sunday.shades) == 11 * 60


def test_an_override_stands_instead_of_the_weekday(admin, cast):
    free = cast.aurora.monday + timedelta(days=17)

    column = page(admin, f"?day={free}&with={cast.ioana.pk}").context["week"].columns[0]

    assert column.off
    assert column.note == "off"


def test_hours_are_shown_on_the_clinics_clock(admin, cast):
    """Clara works from eight to two in London; that is ten to four in Bucharest."""
    clara = cast.aurora.specialists["clara"]

    column = page(admin, f"?day=2020-03-02&with={clara.pk}").context["week"].columns[0]

    assert column.note == "10–16"


def test_cancelled_visits_are_shown_apart_when_asked_for(admin, cast):
    gone = cast.visit(Status.CANCELLED)
    at = local(gone, cast.aurora)
    with admin.scope():
        again = Appointment(
            organisation=gone.organisation, patient_person_id=gone.patient_person_id,
            booked_as_id=gone.booked_as_id, specialist=gone.specialist, service=gone.service,
            status=Status.UPCOMING, started_at=gone.started_at, ended_at=gone.ended_at,
        )  # fmt: skip
        again.link_hash = link_hash(again.link_token)
        again.save()
        day = f"?day={at:%Y-%m-%d}"

        without, with_them = cells(page(admin, day)), cells(page(admin, f"{day}&all=1"))

    assert gone.pk not in without
    assert without[again.pk].is_alone
    assert (with_them[again.pk].lane, with_them[gone.pk].lane) == (1, 2)
    assert not with_them[gone.pk].is_alone


@pytest.mark.parametrize("many", [False, True])
def test_no_visit_covers_another(admin, cast, many):
    with admin.scope():
        if many:
            add_visits(cast, 60, datetime(2020, 3, 2, 7, tzinfo=cast.aurora.organisation.zone))
        now = week_name(cast.today)

        for week in (now, "2020-W10"):
            for column in page(admin, f"?week={week}&all=1").context["week"].columns:
                for one in column.cells:
                    for other in column.cells:
                        apart = one.end <= other.start or other.end <= one.start
                        assert one is other or apart or one.lane != other.lane


def test_buffers_are_drawn_around_the_visit(admin, cast):
    cell = cells(page(admin, f"?day={local(cast.soon, cast.aurora):%Y-%m-%d}"))[cast.soon.pk]

    assert (cell.before, cell.after) == (cast.ioana.buffer_before, cast.ioana.buffer_after) == (0, 10)
