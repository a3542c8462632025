"""Two admins who close the clinic on the same days at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from appointments.models import Closing
from restartix.flows.arrangements import close_clinic
from restartix.flows.public_holidays import close_on_holidays

pytestmark = pytest.mark.dates
PATIENCE = 20.0


def press(admin, path, **said):
    try:
        return admin.client().post(admin.at(f"settings/closed-days/{path}"), said)
    finally:
        connections.close_all()


def somebody_waits(committed):
    """Whether somebody has come to wait for what another transaction holds."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    look, until = committed.connect("superuser"), time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if look.execute(waiting).fetchone():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(("path", "name"), [("", "Inventory"), ("holidays/", "Moving house")])
def test_both_succeed_and_the_later_names_the_days(committed, admin, cast, path, name):
    day, clinic = cast.today + timedelta(days=40), cast.aurora.organisation
    with admin.scope():
        Closing.objects.all().delete()

    with ThreadPoolExecutor(1) as second, admin.scope():
        close_clinic(clinic, day, day, "Moving house")
        close_on_holidays(clinic, cast.today)
        answer = second.submit(press, admin, path, first=str(day), name="Inventory")
        assert somebody_waits(committed)

    assert answer.result().status_code == 302
    with admin.scope():
        assert Closing.objects.get(date=day, is_holiday=False).name == name
        holidays = list(Closing.objects.filter(is_holiday=True).values_list("date", flat=True))
    assert holidays
    assert len(holidays) == len(set(holidays))
