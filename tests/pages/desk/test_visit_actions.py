"""What staff do to a visit, and what they are told when it can't be done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment, Status
from forms.models import Form
from restartix.core.effects.models import Effect
from restartix.pages.desk.visit_page import allowed_actions

pytestmark = pytest.mark.django_db


def buttons(seat, visit):
    shown = seat.client().get(seat.at(f"appointments/{visit.pk}/")).content.decode()
    acts = ("onboarding", "confirmation", "completion", "noshow", "cancellation")
    return {act for act in acts if f'/appointments/{visit.pk}/{act}/"' in shown}


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (Status.DONE, set()),
        (Status.CANCELLED, set()),
        (Status.NOSHOW, set()),
        (Status.INPROGRESS, {"completion", "noshow", "cancellation"}),
    ],
)
def test_the_page_offers_the_verbs_that_are_allowed_and_no_others(admin, cast, status, offered):
    assert buttons(admin, cast.visit(status)) == offered


def test_before_its_start_a_booking_can_be_taken_on_or_cancelled(admin, booking):
    assert buttons(admin, booking) == {"onboarding", "cancellation"}


def test_confirming_by_phone(admin, cast, again, press):
    press(admin, f"appointments/{cast.soon.pk}/confirmation/")

    assert again(admin, cast.soon).status == Status.CONFIRMED


def test_completing_with_a_required_form_unsigned_is_refused_and_says_which(admin, cast, again, press):
    visit = cast.visit(Status.INPROGRESS)
    with admin.scope():
        missing = list(
            Form.objects.filter(appointment=visit).unsigned_required().values_list("name", flat=True)
        )
    assert missing

    answer = press(admin, f"appointments/{visit.pk}/completion/")

    assert answer.status_code == 409
    assert f"Still to be signed: {', '.join(missing)}." in answer.content.decode()
    assert again(admin, visit).status == Status.INPROGRESS


def test_cancelling_needs_a_reason(admin, cast, again, press):
    without = press(admin, f"appointments/{cast.soon.pk}/cancellation/", reason=" ")
    assert without.status_code == 422
    assert again(admin, cast.soon).status == Status.UPCOMING

    press(admin, f"appointments/{cast.soon.pk}/cancellation/", reason="The specialist is ill.")

    visit = again(admin, cast.soon)
    assert visit.status == Status.CANCELLED
    with admin.scope():
        assert visit.events.get(verb="cancelled").reason == "The specialist is ill."
        sent = set(Effect.objects.filter(appointment=visit, state="pending").values_list("code", flat=True))
    assert {"cancelled", "cancelled-staff"} <= sent


def test_a_no_show_can_be_marked_once_the_visit_has_begun(admin, cast, again, press):
    early = press(admin, f"appointments/{cast.soon.pk}/noshow/")
    assert early.status_code == 409
    assert "The visit has not begun yet." in early.content.decode()

    running = cast.visit(Status.INPROGRESS)
    press(admin, f"appointments/{running.pk}/noshow/")

    assert again(admin, running).status == Status.NOSHOW


@pytest.mark.parametrize("act", ["onboarding", "confirmation", "completion", "noshow", "cancellation"])
def test_opening_the_address_of_a_verb_leads_to_the_visit_and_does_nothing(admin, cast, again, act):
    answer = admin.client().get(admin.at(f"appointments/{cast.soon.pk}/{act}/"))

    assert (answer.status_code, answer["Location"]) == (302, admin.at(f"appointments/{cast.soon.pk}/"))
    assert again(admin, cast.soon).status == Status.UPCOMING


@pytest.mark.parametrize("act", ["onboarding", "confirmation", "completion", "noshow", "cancellation"])
def test_nobody_else_can_say_a_verb(patient, other_admin, by_link, cast, press, act):
    assert press(patient, f"appointments/{cast.soon.pk}/{act}/", reason="x").status_code == 404
    assert press(other_admin, f"appointments/{cast.soon.pk}/{act}/", reason="x").status_code == 404
    assert press(by_link, f"appointments/{cast.soon.pk}/{act}/", reason="x").status_code == 302
    assert "/sign-in/" in press(by_link, f"appointments/{cast.soon.pk}/{act}/", reason="x").url


def test_the_story_is_told_newest_first(admin, cast):
    shown = admin.client().get(admin.at(f"appointments/{cast.visit(Status.DONE).pk}/"))

    told = [line.what for line in shown.context["events"]]
    assert told[0] in {"Visit completed", "Review given"}
    assert told[-1] == "Booked"


def test_a_visit_over_cannot_be_confirmed_and_is_not_offered(admin, cast):
    past = Appointment(
        pk=0,
        status=Status.UPCOMING,
        started_at=timezone.now() - timedelta(hours=2),
        ended_at=timezone.now() - timedelta(hours=1),
        organisation=cast.aurora.organisation,
    )
    with admin.scope() as ana:
        assert not allowed_actions(past, by=ana)["confirm"]
