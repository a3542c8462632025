"""The patient's review, by link or signed in, and the alert that a low one opens."""

import pytest
from django.db import IntegrityError, transaction

from appointments.models import Status
from patients.models import Guardianship
from restartix.core.clinics.models import Event
from reviews.models import Alert, Review
from tests.reviews.conftest import opened, send

pytestmark = pytest.mark.django_db


def given(admin, visit):
    with admin.scope():
        found = Review.objects.filter(appointment=visit).first()
        alerts = Alert.objects.filter(review=found).count() if found else 0
    return found and (found.rating, found.comment), alerts


def test_three_stars_and_a_comment_by_the_mailed_link_open_an_alert(admin, reviewer, unreviewed):
    page = reviewer.client().get(reviewer.at(f"visits/{unreviewed.pk}/review/"))
    assert page.status_code == 200
    assert page.content.decode().count('type="radio"') == 5

    answer = send(reviewer, unreviewed, rating="3", comment="Twenty minutes late.")

    assert answer.status_code == 302
    assert given(admin, unreviewed) == ((3, "Twenty minutes late."), 1)
    with admin.scope():
        assert Event.objects.get(appointment=unreviewed, verb="reviewed").actor_kind == "link"


def test_five_stars_open_none(admin, reviewer, unreviewed):
    send(reviewer, unreviewed, rating="5", comment="")

    assert given(admin, unreviewed) == ((5, ""), 0)


def test_sending_again_changes_the_one_review(admin, reviewer, unreviewed):
    send(reviewer, unreviewed, rating="2", comment="Hm.")
    shown = reviewer.client().get(reviewer.at(f"visits/{unreviewed.pk}/review/")).content.decode()
    assert "Hm." in shown

    send(reviewer, unreviewed, rating="1", comment="On reflection, worse.")

    assert given(admin, unreviewed) == ((1, "On reflection, worse."), 1)


def test_raised_to_five_it_waits_for_nobody_any_more_and_still_says_what_it_was(admin, reviewer, unreviewed):
    send(reviewer, unreviewed, rating="2", comment="Late.")
    send(reviewer, unreviewed, rating="5", comment="They called. All is well.")

    alert = opened(admin, unreviewed)
    assert (bool(alert.withdrawn_at), alert.acknowledged_at, alert.lowest) == (True, None, 2)
    page = admin.client().get(admin.at("alerts/")).content.decode()
    assert f"alert-{alert.pk}" not in page
    page = admin.client().get(admin.at("alerts/?state=withdrawn")).content.decode()
    assert "It was 2 stars at first." in page

    send(reviewer, unreviewed, rating="3", comment="Then again.")
    assert opened(admin, unreviewed).withdrawn_at is None


def test_falling_lower_after_an_answer_opens_it_again(admin, reviewer, unreviewed, cast):
    send(reviewer, unreviewed, rating="4")
    alert = opened(admin, unreviewed)
    admin.client().post(
        admin.at(f"alerts/{alert.pk}/acknowledgement/"), {f"{alert.pk}-note": "Thanked them."}
    )
    assert opened(admin, unreviewed).acknowledged_by_id == cast.ana.pk

    send(reviewer, unreviewed, rating="1")

    assert opened(admin, unreviewed).acknowledged_at is None


def test_after_a_day_it_stays_as_it_is(admin, patient, cast):
    """Signed in, where the private link no longer leads: to read, not to change; the database agrees."""
    old = cast.visit_of(cast.mihai, Status.DONE, reviewed=True)
    with admin.scope():
        given = Review.objects.select_related("appointment").get(appointment=old)
        Guardianship.objects.create(
            organisation=cast.aurora.organisation,
            user=cast.elena.user,
            person_id=given.appointment.patient_person_id,
            rights=["results"],
            identity_check="Seen at the desk",
            valid_from=cast.world.now,
        )
    page = patient.client().get(patient.at(f"visits/{given.appointment_id}/review/"))
    assert (page.status_code, page.content.decode().count('type="radio"')) == (200, 0)

    assert send(patient, given.appointment, rating="5", comment="Better now").status_code == 409
    with patient.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=given.pk).update(comment="Better now")


@pytest.mark.parametrize("rating", ["", "0", "6", "four", "3.5"])
def test_anything_but_one_to_five_is_asked_again_and_keeps_the_comment(admin, reviewer, unreviewed, rating):
    answer = send(reviewer, unreviewed, rating=rating, comment="Saved.")

    assert answer.status_code == 422
    assert "Saved." in answer.content.decode()
    assert given(admin, unreviewed) == (None, 0)


def test_a_visit_still_to_come_cannot_be_reviewed(by_link, cast):
    answer = send(by_link, cast.soon, rating="5")

    assert answer.status_code == 409
    assert "once it is over" in answer.content.decode()


def test_a_signed_in_patient_reviews_their_own_visits_only(admin, patient, cast, unreviewed):
    own = cast.visit_of(cast.elena, Status.DONE)

    assert send(patient, own, rating="4").status_code == 302
    assert send(patient, unreviewed, rating="1").status_code == 404
    assert given(admin, unreviewed) == (None, 0)


def test_staff_cannot_review_what_they_gave(admin, specialist, unreviewed):
    assert send(admin, unreviewed, rating="5").status_code == 404
    assert send(specialist, unreviewed, rating="5").status_code == 404


def test_the_link_of_one_visit_reviews_no_other(reviewer, unreviewed, cast):
    other = next(one for one in cast.aurora.visits if one.status == Status.DONE and one.pk != unreviewed.pk)

    assert send(reviewer, other, rating="1").status_code == 404
