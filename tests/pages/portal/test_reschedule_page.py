"""The patient moves their visit: among what is open, until the cut-off."""

from email import message_from_bytes

import pytest

from appointments.models import Appointment, Status
from restartix.core.effects.worker import run
from tests.cast import Seat
from tests.making import night


@pytest.fixture
def own(db, make_visit):
    return make_visit(Status.CONFIRMED, at=night(30))


@pytest.fixture
def holder(own):
    return Seat("aurora", link=own.link_token).client()


def now_of(admin, visit):
    with admin.scope():
        return Appointment.objects.get(pk=visit.pk)


def test_the_link_moves_the_visit_to_an_open_time(holder, own, admin):
    there = f"/aurora/visits/{own.pk}/time/"
    page = holder.get(there)
    pressed = page.context["parts"][0]["slots"][0]["value"]

    answer = holder.post(there, {"slot": pressed})

    moved = now_of(admin, own)
    assert answer.status_code == 302
    assert f"{moved.started_at:%Y-%m-%dT%H:%MZ}" == pressed.partition("|")[0]
    assert moved.status == Status.UPCOMING


def test_it_may_become_another_specialists_and_the_former_one_is_told(
    committed, make_visit, admin, cast, tmp_path, settings
):
    settings.OUTBOX_DIR = tmp_path
    own = make_visit(Status.CONFIRMED, at=night(30))
    holder, there = Seat("aurora", link=own.link_token).client(), f"/aurora/visits/{own.pk}/time/"
    page = holder.get(f"{there}?with={cast.andrei.pk}")

    answer = holder.post(there, {"slot": page.context["others"][0]["slots"][0]["value"]})

    assert answer.status_code == 302
    with admin.scope():
        told = own.effects.get(code="moved-away")
    assert now_of(admin, own).specialist_id == cast.andrei.pk
    with committed.as_role("worker"):
        assert run(own.organisation_id, str(told.pk)) == "done"
    [letter] = [message_from_bytes(path.read_bytes()) for path in tmp_path.glob("*.eml")]
    assert letter["To"] == cast.ioana.member.user.email
    words = letter.get_payload(0).as_string()
    assert f"/aurora/calendar/?day={cast.day_of(own.started_at)}" in words, (
        "the visit itself is closed to her now"
    )
    assert cast.ioana.display_name in words
    assert cast.andrei.display_name not in words


def test_a_time_that_is_not_open_is_refused_and_the_visit_stays(holder, own, admin):
    for pressed in ("", "nonsense", f"{night(31):%Y-%m-%dT%H:%MZ}|{own.specialist_id}"):
        answer = holder.post(f"/aurora/visits/{own.pk}/time/", {"slot": pressed})

        assert answer.status_code == 409
        assert "Your visit has not changed." in answer.content.decode()
    assert now_of(admin, own).started_at == own.started_at


def test_after_the_cut_off_the_page_says_how_to_reach_the_clinic(db, by_link, cast):
    page = by_link.client().get(f"/aurora/visits/{cast.soon.pk}/time/")

    assert '<a href="tel:+40700000100">' in page.content.decode()
    assert "slot-list" not in page.content.decode()


def test_a_patient_signed_in_asks_for_a_new_link(guardian, own, admin):
    there = f"/aurora/visits/{own.pk}/"
    assert "Send me a new link" in guardian.client().get(there).content.decode()

    guardian.client().post(f"{there}link/")

    renewed = now_of(admin, own)
    assert renewed.link_hash != own.link_hash
    assert guardian.client().get(f"/aurora/v/{own.pk}/{own.link_token}/").status_code == 404


def test_a_holder_of_the_link_cannot_replace_it(holder, own, admin):
    assert "Send me a new link" not in holder.get(f"/aurora/visits/{own.pk}/").content.decode()
    assert holder.post(f"/aurora/visits/{own.pk}/link/").status_code == 403
    assert now_of(admin, own).link_hash == own.link_hash


def test_the_same_specialists_own_time_is_no_obstacle(holder, own, cast):
    """Shown in the week of its own time, that time counts as free for this visit."""
    page = holder.get(
        f"/aurora/visits/{own.pk}/time/?day={cast.day_of(own.started_at)}&with={own.specialist_id}"
    )

    assert page.status_code == 200


def test_the_same_specialists_times_come_first_and_others_say_whose_they_are(holder, own, cast):
    page = holder.get(f"/aurora/visits/{own.pk}/time/")
    anyone = holder.get(f"/aurora/visits/{own.pk}/time/?with=anyone")

    assert page.context["only"].pk == own.specialist_id
    slots = [slot for part in page.context["parts"] for slot in part["slots"]]
    assert {slot["value"].partition("|")[2] for slot in slots} == {str(own.specialist_id)}
    others = [slot for part in anyone.context["others"] for slot in part["slots"]]
    assert all(cast.andrei.display_name in slot["also"] for slot in others)


def test_a_time_is_asked_about_before_the_visit_moves(holder, own, admin, cast):
    there = f"/aurora/visits/{own.pk}/time/"
    others = holder.get(f"{there}?with={cast.andrei.pk}").context["others"]

    question = holder.get(others[0]["slots"][0]["url"])

    words = question.content.decode()
    assert question.status_code == 200
    assert cast.ioana.display_name in words
    assert cast.andrei.display_name in words
    assert "A different specialist" in words
    assert "Don’t move it" in words
    assert now_of(admin, own).started_at == own.started_at


def test_moving_twice_by_one_button_says_thank_you_twice(holder, own, admin):
    there = f"/aurora/visits/{own.pk}/time/"
    pressed = holder.get(there).context["parts"][0]["slots"][0]["value"]

    answers = [holder.post(there, {"slot": pressed}) for _press in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    with admin.scope():
        assert own.events.filter(verb="moved").count() == 1


def test_a_visit_that_was_cancelled_after_its_move_is_not_said_to_have_a_new_time(holder, own, admin):
    there = f"/aurora/visits/{own.pk}/time/"
    pressed = holder.get(there).context["parts"][0]["slots"][0]["value"]
    holder.post(there, {"slot": pressed})
    with admin.scope() as actor:
        Appointment.objects.get(pk=own.pk).cancel(by=actor, reason="Ioana is ill")

    again = holder.post(there, {"slot": pressed})

    assert again.status_code == 409
    assert "Your visit has not changed." in again.content.decode()


def test_asking_for_anybodys_times_keeps_the_day(holder, own, cast):
    day = cast.day_of(own.started_at)

    page = holder.get(f"/aurora/visits/{own.pk}/time/?day={day}")

    assert page.context["anyone_url"] == f"/aurora/visits/{own.pk}/time/?day={day}&with=anyone"


def test_a_visit_is_moved_only_so_often(holder, own, admin, settings):
    settings.LIMITS = {"move": {"subject": (1, 3600)}}
    there = f"/aurora/visits/{own.pk}/time/"
    slots = [slot["value"] for part in holder.get(there).context["parts"] for slot in part["slots"]]

    first, second = (holder.post(there, {"slot": slot}) for slot in slots[:2])

    assert first.status_code == 302
    assert second.status_code == 409
    assert "call the clinic to move it" in second.content.decode()


def test_cancelling_asks_and_offers_another_time(holder, own, admin):
    there = f"/aurora/visits/{own.pk}/cancellation/"

    question = holder.get(there).content.decode()

    assert f'href="/aurora/visits/{own.pk}/time/"' in question
    assert "Yes, cancel this visit" in question
    assert now_of(admin, own).status == Status.CONFIRMED
    assert [holder.post(there).status_code for _press in range(2)] == [302, 302]
    assert now_of(admin, own).status == Status.CANCELLED
    assert holder.get(there)["Location"] == f"/aurora/visits/{own.pk}/"
