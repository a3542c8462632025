"""A visit that is cancelled and then reinstated at another time, or with somebody else: everybody hears where it is."""

import pytest

from tests.making import night
from tests.promises.changes import is_ioanas, to_andrei, to_ioana, to_patient

pytestmark = pytest.mark.dates


def test_reinstated_at_another_time_before_anybody_heard_is_a_new_time(own, change, mailed, cast):
    change("tell", code="onboarded")
    change("tell", code="confirmed")
    mailed()
    change("cancel")
    change("reinstate", started_at=night(31))

    letters = mailed()

    [told], [to_specialist] = to_patient(letters, own), to_ioana(letters, cast)
    assert told.startswith("New time:")
    assert to_specialist.startswith("Moved:")
    assert f"{night(31).day}" in told
    assert f"{night(31).day}" in to_specialist


def test_reinstated_with_another_specialist_all_three_are_told(own, change, mailed, cast):
    change("tell", code="onboarded")
    change("tell", code="confirmed")
    mailed()
    change("cancel")
    change("reinstate", started_at=night(31), who=cast.andrei)

    letters = mailed()

    [told], [gone] = to_patient(letters, own), [text for to, _subject, text in letters if is_ioanas(to, cast)]
    assert told.startswith("New time:")
    assert [subject.split(":")[0] for subject in to_andrei(letters, cast)] == ["Moved"]
    assert "with another specialist now" in gone


def test_whoever_knows_it_was_cancelled_is_not_told_that_it_is_a_colleagues(own, change, mailed, cast):
    change("tell", code="confirmed")
    change("cancel")
    assert to_ioana(mailed(), cast)[-1].startswith("Cancelled:")
    change("reinstate", started_at=night(31), who=cast.andrei)

    letters = mailed()

    assert to_ioana(letters, cast) == []
    assert [subject.split(":")[0] for subject in to_andrei(letters, cast)] == ["Reinstated"]
