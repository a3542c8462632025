"""Loading, as the owner of the tables: everything, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from restartix.tools.sample import (
    checks,
    devices,
    diary,
    memory,
    offer,
    papers,
    people,
    phones,
    staff,
    story,
    templates,
    waitlist,
)
from restartix.tools.sample.world import WHOLE, Size, World


@contextmanager
def as_owner() -> Iterator[None]:
    """A transaction in which the owner maintains what its policies otherwise hide. Helps no other role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.system_context', 'on', true)")
        yield
        cursor.execute("SELECT set_config('app.system_context', '', true)")


def load(size: Size = WHOLE) -> World:
    """Both clinics, by this week's Monday, the same each time but for the dates; checked."""
    world = World(size)
    with as_owner():
        staff.open_clinics(world)
        templates.design(world)
        offer.offer(world)
        people.invite(world)
        diary.fill(world)
        waitlist.wait(world)
        papers.hand_out(world)
        memory.remember(world)
        story.tell(world)
        devices.test(world)
        phones.confirm()
        checks.check(world)
    return world
