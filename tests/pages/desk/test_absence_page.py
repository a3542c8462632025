"""A specialist can't come: one page moves or calls off the day's visits, and says of each how it went."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments.models import Appointment, DateOverride, Status
from restartix.flows.absence import visits_to_move
from tests.making import night

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(make_visit):
    """Two visits of Dr. Munteanu's in one night far ahead."""
    return [make_visit(Status.UPCOMING, at=night(30, hour)) for hour in (1, 3)]


@pytest.fixture
def there(cast):
    return f"specialists/{cast.ioana.pk}/absence/?day={night(30):%Y-%m-%d}"


def statuses(admin, visits):
    with admin.scope():
        return [Appointment.objects.get(pk=visit.pk).status for visit in visits]


def test_the_days_visits_are_listed_with_where_each_could_go(admin, day, there):
    page = admin.client().get(admin.at(there))

    assert [row.visit.pk for row in page.context["rows"]] == [visit.pk for visit in day]
    assert all(len(row.choices) > 2 for row in page.context["rows"])


def test_all_are_called_off_with_one_reason_and_the_day_is_closed(admin, day, there, press, cast):
    assert press(admin, there, cancel_all="1", reason=" ").status_code == 422

    press(admin, there, cancel_all="1", reason="Dr. Munteanu is ill.", closes="on")

    assert statuses(admin, day) == [Status.CANCELLED] * 2
    with admin.scope():
        assert DateOverride.objects.filter(specialist=cast.ioana, date=night(30).date(), opens=None).exists()
        assert day[0].events.get(verb="cancelled").reason == "Dr. Munteanu is ill."


def test_one_moves_another_stays_and_a_third_that_fails_says_why(admin, day, there, press, cast, make_visit):
    first, second = day
    page = admin.client().get(admin.at(there))
    offered = [value for value, _ in page.context["rows"][0].choices if "|" in value]
    fields = {f"visit-{first.pk}": offered[0], f"visit-{second.pk}": offered[0]}

    answer = press(admin, there, reason="Ill.", **fields)

    assert answer.status_code == 409
    done, failed = answer.context["rows"]
    assert (bool(done.outcome), bool(failed.trouble)) == (True, True)
    with admin.scope():
        now = {visit.pk: Appointment.objects.get(pk=visit.pk).started_at for visit in day}
    assert now[first.pk] != first.started_at
    assert now[second.pk] == second.started_at


@pytest.mark.parametrize("chosen", ["nonsense", "2026-01-01T10:00Z|x", "|", "2026-01-01T10:00Z|%00"])
def test_a_choice_that_was_not_offered_fails_by_itself(admin, day, there, press, chosen):
    answer = press(admin, there, reason="Ill.", **{f"visit-{day[0].pk}": chosen})

    assert answer.status_code == 409
    assert statuses(admin, day) == [Status.UPCOMING] * 2


def test_a_specialist_has_their_own_page_and_no_colleagues(specialist, day, there, cast):
    assert specialist.client().get(specialist.at(there)).status_code == 200
    other = f"specialists/{cast.andrei.pk}/absence/"
    assert specialist.client().get(specialist.at(other)).status_code == 404


def test_more_visits_cost_no_more_questions(admin, there, make_visit):
    client = admin.client()

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(admin.at(there))
        return len(asked)

    make_visit(Status.UPCOMING, at=night(30, 1))
    client.get(admin.at(there))  # the first request of a session notes that it began
    one = questions()
    make_visit(Status.UPCOMING, at=night(30, 3))

    assert questions() == one


def test_what_must_move_before_somebody_leaves(admin, day, cast):
    with admin.scope():
        ahead = visits_to_move(cast.ioana)
        assert {visit.pk for visit in day} <= {visit.pk for visit in ahead}
        assert all(visit.specialist_id == cast.ioana.pk for visit in ahead)
    assert admin.client().get(admin.at(f"specialists/{cast.ioana.pk}/absence/?all=1")).status_code == 200


def test_a_wrong_day_is_named_and_nobody_elses_visits_are_shown_for_it(admin, there, cast):
    wrong = there.partition("?")[0] + "?day_day=31&day_month=2&day_year=2027"

    answer = admin.client().get(admin.at(wrong))

    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Please check this date." in words
    assert 'name="day_day" value="31"' in words
    assert "cancel_all" not in words
