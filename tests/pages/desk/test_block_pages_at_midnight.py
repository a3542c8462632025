"""Blocked time that ends at midnight or after it."""

from datetime import time, timedelta

import pytest

from appointments.models import Block
from restartix.core.clock import Clock
from tests.pages.desk.test_block_pages import typed

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.dates]


@pytest.mark.parametrize("ends", [time(0), time(1, 30)])
def test_another_note_leaves_what_ends_after_midnight_as_long_as_it_was(admin, cast, ends):
    clock, day = Clock(cast.aurora.organisation.zone), cast.today + timedelta(days=40)
    since, until = clock.instant(day, time(23)), clock.instant(day + timedelta(days=1), ends)
    with admin.scope():
        block = Block.objects.create(
            organisation=cast.aurora.organisation, specialist=cast.ioana, started_at=since, ended_at=until
        )
    there, client = admin.at(f"calendar/blocks/{block.pk}/"), admin.client()
    shown = client.get(there).context["form"]
    as_shown = {name: str(shown[name].value()) for name in ("day", "begins", "ends", "kind")}

    answer = client.post(there, as_shown | {"specialists": [str(cast.ioana.pk)], "note": "On call"})

    assert answer.status_code == 302
    with admin.scope():
        block.refresh_from_db()
    assert (block.note, block.started_at, block.ended_at) == ("On call", since, until)


def test_an_early_end_is_a_slip_but_for_midnight(admin, cast):
    clock, day = Clock(cast.aurora.organisation.zone), cast.today + timedelta(days=40)
    client, there = admin.client(), admin.at("calendar/blocks/new/")
    since, until = clock.instant(day, time(23)), clock.instant(day + timedelta(days=1), time(0))

    assert client.post(there, typed(cast, since, until + timedelta(hours=1))).status_code == 422
    assert client.post(there, typed(cast, since, until)).status_code == 302

    with admin.scope():
        assert Block.objects.get(started_at=since).ended_at == until
