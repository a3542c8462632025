"""For walks through pages and e-mails: the worker by hand, and a browser that books."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect
from restartix.core.effects.worker import run

BOOKER = "ruxandra@visitors.example"
DETAILS = {
    "name": "Ruxandra Vasile",
    "email": BOOKER,
    "phone": "0721 234 567",
    "privacy": "on",
    "privacy_version": "3",
}


def work(committed, cast, code, kind="mail"):
    clinic = cast.aurora.organisation.pk
    with committed.as_role("worker"):
        with scope(organisation_id=clinic):
            waiting = list(Effect.objects.filter(kind=kind, code=code, state="pending"))
        assert [run(clinic, str(effect.pk)) for effect in waiting] == ["done"] * len(waiting)


def plain(mail):
    return mail.get_body(("plain",)).get_content()


class Booker:
    """A browser that books, and what stands on its page."""

    def __init__(self, visitor, cast):
        self.seat = replace(visitor, client_id=uuid4())
        self.browser, self.service = self.seat.client(), cast.aurora.services["first-visit"].pk
        self.cast = cast

    def open(self, number=0):
        """Choose one of the open times, and hold it by pressing it."""
        with self.seat.scope():
            now = timezone.now()
            channel = Channel.of(self.service)
            free = open_times(
                channel, now + timedelta(days=3), now + timedelta(days=12), specialists=[self.cast.ioana]
            )
        opening = free[number * 4]
        query = f"?at={opening.started_at:%Y-%m-%dT%H:%MZ}&with={opening.specialist.pk}"
        self.url = self.seat.at(f"services/{self.service}/book/{query}")
        self.browser.post(self.url.replace("/book/", "/hold/"))
        return self

    def book(self, **more):
        return self.browser.post(self.url, dict(DETAILS, **more))

    def type(self, page, code, **more):
        """Into the form that the page shows, which says where it goes."""
        [action] = re.findall(
            r'<form\s+method="post"\s+action="([^"]*/book/code/[^"]*)"', page.content.decode()
        )
        return self.browser.post(action.replace("&amp;", "&"), dict(DETAILS, code=code, **more))
