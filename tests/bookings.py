"""Booking as a visitor does, past the pages: for tests that want a booking typed just so."""

import uuid
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.models import Specialist
from restartix.flows.booking import Booking, Details


def booked(cast, visitor, name="Ruxandra Vasile", *, email, phone="+40721234567", **more):
    """A visit with Ioana in some days, by a browser of its own."""
    with replace(visitor, client_id=uuid.uuid4()).scope() as actor:
        channel = Channel.of(cast.aurora.services["first-visit"].pk)
        ioana = Specialist.objects.get(pk=cast.ioana.pk)
        now = timezone.now()
        free = open_times(channel, now + timedelta(days=3), now + timedelta(days=10), specialists=[ioana])
        booking = Booking(channel, ioana, free[0].started_at, actor)
        return booking.book(Details(name, email, phone, channel.organisation.privacy_version, **more))
