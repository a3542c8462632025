"""Loading stops when something is missing that tests rely on, and says what."""

from dataclasses import replace

import pytest

from appointments.models import Status
from restartix.tools.sample.checks import missing_parts
from restartix.tools.sample.script import LUCA

pytestmark = pytest.mark.django_db


def lines(cast, admin, visits):
    with admin.scope():
        return list(missing_parts(cast.world, "aurora", replace(cast.aurora, visits=visits)))


def test_nothing_is_missing(cast, admin):
    assert lines(cast, admin, cast.aurora.visits) == []


def test_what_is_missing_is_named(cast, admin):
    without_lucas = [one for one in cast.aurora.visits if one.patient_person.name != LUCA]
    without_running = [one for one in cast.aurora.visits if one.status != Status.INPROGRESS]

    assert lines(cast, admin, without_lucas) == [
        f"- of {LUCA}: a visit that is done, signed and reviewed",
        f"- of {LUCA}: a visit ahead",
        f"- of {LUCA}: a visit that was called off",
    ]
    assert lines(cast, admin, without_running) == ["- at aurora: a visit that is inprogress"]
