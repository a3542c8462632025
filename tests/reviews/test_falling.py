"""A review that is said anew: which falls the staff are told of, and what becomes of its alert."""

import pytest

from restartix.core.effects.models import Effect
from reviews.models import Alert
from tests.reviews.conftest import opened, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ratings", "letters", "is_waiting"),
    [
        ((5,), 0, None),
        ((4,), 1, True),
        ((5, 3), 1, True),
        ((3, 3), 1, True),
        ((2, 3), 1, True),
        ((3, 2), 2, True),
        ((5, 3, 2), 2, True),
        ((3, 5), 1, False),
        ((3, 5, 3), 2, True),
    ],
)
def test_each_fall_is_told_once_and_there_is_one_alert(
    admin, reviewer, unreviewed, ratings, letters, is_waiting
):
    """The staff hear of a low rating when it falls, never of praise; the alert waits until it is five again."""
    for rating in ratings:
        assert send(reviewer, unreviewed, rating=str(rating)).status_code == 302

    with admin.scope():
        told = Effect.objects.filter(appointment=unreviewed, code="low-rating-staff").count()
        alerts = list(Alert.objects.filter(review__appointment=unreviewed))
    assert told == letters
    assert [one.withdrawn_at is None for one in alerts] == ([] if is_waiting is None else [is_waiting])
    assert all(one.lowest == min(ratings) for one in alerts)


def test_an_alert_that_was_answered_keeps_its_answer_when_the_rating_is_raised(
    admin, reviewer, unreviewed, cast
):
    send(reviewer, unreviewed, rating="3")
    alert = opened(admin, unreviewed)
    admin.client().post(admin.at(f"alerts/{alert.pk}/acknowledgement/"), {f"{alert.pk}-note": "Called them."})

    send(reviewer, unreviewed, rating="5")

    kept = opened(admin, unreviewed)
    assert (kept.acknowledged_by_id, kept.note, kept.withdrawn_at) == (cast.ana.pk, "Called them.", None)
