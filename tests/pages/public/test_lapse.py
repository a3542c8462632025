"""A hold that has lapsed is nobody's, though its claim stays until somebody wants the time. Real transactions: the
clock of a test that is rolled back stands still."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.holds import extend_hold, live_hold, place_hold
from appointments.availability.open_times import open_times
from appointments.models import Hold
from restartix.core.refusals import SlotTaken


def test_a_lapsed_hold_blocks_nobody_and_can_be_lost(committed, visitor, cast):
    service, clinic = cast.aurora.services["first-visit"], cast.aurora.organisation
    soon = timezone.now() + timedelta(days=3)
    with visitor.scope() as actor:
        free = open_times(Channel.of(service.pk), soon, soon + timedelta(days=5))[3]
        hold = place_hold(free, by=actor, clinic=clinic)
        Hold.objects.filter(pk=hold.pk).update(expires_at=timezone.now() + timedelta(milliseconds=1))

    with replace(visitor, client_id=uuid4()).scope() as other:
        place_hold(free, by=other, clinic=clinic)

    with visitor.scope() as actor:
        assert live_hold(free, by=actor) is None
    with visitor.scope() as actor, pytest.raises(SlotTaken):
        extend_hold(free, by=actor, clinic=clinic, pressed=True)
