"""Plans that change: moved, brought back, put right, removed, each on a page for its person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment, Hold, Status
from tests.making import night

pytestmark = pytest.mark.django_db
BUCHAREST_OFFSET = timedelta(hours=2)


def words(answer):
    return answer.content.decode()


def test_staff_move_a_visit_to_a_typed_time_outside_the_hours(admin, make_visit, again, press):
    visit, there = make_visit(Status.CONFIRMED, at=night(30)), night(31, hour=3)
    local = there.astimezone(visit.organisation.zone)

    answer = press(
        admin,
        f"appointments/{visit.pk}/time/",
        specialist=visit.specialist_id,
        day=f"{local:%Y-%m-%d}",
        time=f"{local:%H:%M}",
        typed="1",
    )

    moved = again(admin, visit)
    assert answer.status_code == 302
    assert (moved.started_at, moved.status, moved.sequence) == (there, Status.UPCOMING, visit.sequence + 1)
    story = words(admin.client().get(admin.at(f"appointments/{visit.pk}/")))
    assert "Moved from" in story


def test_the_calendar_moves_a_visit_by_at_and_with(admin, make_visit, again, press, cast):
    visit = make_visit(Status.UPCOMING, at=night(30))
    fields = {"at": f"{night(32):%Y-%m-%dT%H:%MZ}", "with": str(cast.andrei.pk)}

    press(admin, f"appointments/{visit.pk}/time/", **fields)

    moved = again(admin, visit)
    assert (moved.started_at, moved.specialist_id) == (night(32), cast.andrei.pk)
    with admin.scope():
        told = set(moved.effects.filter(state="pending").values_list("code", flat=True))
    assert {"moved", "moved-staff", "moved-away"} <= told


def test_a_specialist_moves_in_time_but_gives_no_visit_away(specialist, make_visit, press, cast, again):
    visit = make_visit(Status.UPCOMING, at=night(30))
    at = f"{night(32):%Y-%m-%dT%H:%MZ}"

    given_away = press(specialist, f"appointments/{visit.pk}/time/", at=at, **{"with": cast.andrei.pk})
    assert given_away.status_code == 422

    press(specialist, f"appointments/{visit.pk}/time/", at=at, **{"with": cast.ioana.pk})
    assert again(specialist, visit).started_at == night(32)


def test_a_time_that_is_somebodys_is_refused_and_says_whose(admin, make_visit, press, again):
    mine, other = make_visit(Status.UPCOMING, at=night(30)), make_visit(Status.UPCOMING, at=night(31))

    answer = press(
        admin,
        f"appointments/{mine.pk}/time/",
        at=f"{other.started_at:%Y-%m-%dT%H:%MZ}",
        **{"with": mine.specialist_id},
    )

    assert answer.status_code == 409
    assert f"{other.patient_person.name} is booked at this time" in words(answer)
    assert again(admin, mine).started_at == mine.started_at


def test_over_a_visitors_hold_staff_are_told_until_when(admin, visitor, make_visit, press, cast):
    visit = make_visit(Status.UPCOMING, at=night(30))
    until = timezone.now() + timedelta(minutes=5)
    with visitor.scope():
        Hold.objects.create(
            organisation=cast.aurora.organisation,
            specialist=cast.ioana,
            client_id=visitor.client_id,
            started_at=night(31),
            ended_at=night(31) + timedelta(minutes=30),
            expires_at=until,
        )

    answer = press(
        admin,
        f"appointments/{visit.pk}/time/",
        at=f"{night(31):%Y-%m-%dT%H:%MZ}",
        **{"with": cast.ioana.pk},
    )

    assert answer.status_code == 409
    local = until.astimezone(cast.aurora.organisation.zone)
    assert f"held for them until {local:%H:%M}, Bucharest time" in words(answer)


def test_staff_plan_one_visit_right_after_another_past_the_buffers(admin, make_visit, press, again, cast):
    first = make_visit(Status.UPCOMING, at=night(31), person=cast.elena)
    mine = make_visit(Status.UPCOMING, at=night(30))
    with admin.scope():
        Appointment.objects.filter(pk=first.pk).update(buffer_after=10)

    press(
        admin,
        f"appointments/{mine.pk}/time/",
        at=f"{first.ended_at:%Y-%m-%dT%H:%MZ}",
        **{"with": mine.specialist_id},
    )

    assert again(admin, mine).started_at == first.ended_at
    assert again(admin, first).buffer_after == 0


def test_reinstating_checks_that_the_time_is_still_free_and_says_who_has_it(admin, make_visit, press, again):
    gone = make_visit(Status.CANCELLED, at=night(30))
    there = f"appointments/{gone.pk}/reinstatement/"
    other = make_visit(Status.UPCOMING, at=night(30))

    refused = press(admin, there, reason="They come after all.")
    assert refused.status_code == 409
    assert f"{other.patient_person.name} is booked at this time" in words(refused)

    press(admin, f"appointments/{other.pk}/cancellation/", reason="x")
    press(admin, there, reason="They come after all.")
    assert again(admin, gone).status == Status.UPCOMING


def test_a_record_is_corrected_both_ways(admin, make_visit, press, again):
    visit = make_visit(Status.NOSHOW, at=night(-3))

    press(admin, f"appointments/{visit.pk}/correction/", reason="They had called.", in_time="on")
    corrected = again(admin, visit)
    assert (corrected.status, corrected.cancelled_late) == (Status.CANCELLED, False)

    press(admin, f"appointments/{visit.pk}/correction/", reason="It was the other patient.")
    assert again(admin, visit).status == Status.NOSHOW


def test_a_removed_visit_leaves_the_lists_and_an_admin_restores_it(
    admin, specialist, make_visit, press, again
):
    visit = make_visit(Status.CANCELLED, at=night(1))
    page = f"appointments/{visit.pk}/"
    assert press(specialist, f"{page}removal/", reason="x").status_code == 404

    press(admin, f"{page}removal/", reason="Entered twice.")

    with admin.scope():
        assert not Appointment.objects.not_removed().filter(pk=visit.pk).exists()
    assert specialist.client().get(specialist.at(page)).status_code == 404
    assert "Entered twice." in words(admin.client().get(admin.at(page)))
    assert visit.patient_person.name in words(admin.client().get(admin.at("appointments/removed/")))

    press(admin, f"{page}restoration/")
    assert again(admin, visit).deleted_at is None


def test_a_new_link_kills_the_one_before(admin, visitor, make_visit, press, again):
    visit = make_visit(Status.UPCOMING, at=night(30))
    old = f"/aurora/v/{visit.pk}/{visit.link_token}/"
    assert visitor.client().get(old).status_code == 302

    press(admin, f"appointments/{visit.pk}/link/")

    assert visitor.client().get(old).status_code == 404
    new = again(admin, visit)
    assert visitor.client().get(f"/aurora/v/{new.pk}/{new.link_token}/").status_code == 302
