"""The waitlist: who wants to come when a time becomes free, and the one time that is held for them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models.catalogue import Calendar, Service
from appointments.models.hours import Hold, Specialist
from appointments.models.waiting_status import OFF_THE_LIST, ON_THE_LIST, PartOfDay, Waiting
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import token_for, use_client
from restartix.core.refusals import NotNow


class WaitlistEntryQuerySet(models.QuerySet["WaitlistEntry"]):
    def on_the_list(self) -> Self:
        return self.filter(state__in=ON_THE_LIST)

    def waiting(self) -> Self:
        """In the order in which they are served."""
        return self.filter(state=Waiting.WAITING).order_by("waiting_since", "id")

    def lapse(self, now: datetime) -> int:
        """Take off the list everyone who did not answer in time, or whose last day is over everywhere."""
        unanswered = Q(state=Waiting.OFFERED, offered_until__lte=now)
        over = Q(state=Waiting.WAITING, latest__lt=now.date() - timedelta(days=1))  # utc day: over everywhere
        return self.filter(unanswered | over).update(state=Waiting.LAPSED)


class WaitlistEntry(models.Model):
    """What one visitor waits for. Days and the part of the day are on the visitor's own clock; `passed` are the starts
    they said no to, `seen` those that were free when they joined and have been free ever since: they found none that
    suited them. Its link is private and derived, never stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, related_name="+")
    specialist = models.ForeignKey(Specialist, models.PROTECT, null=True, related_name="+")
    earliest = models.DateField()
    latest = models.DateField()
    part_of_day = models.CharField(max_length=12, choices=PartOfDay.choices, default=PartOfDay.ANY)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=20)
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=64)
    privacy_version = models.PositiveIntegerField()
    link_nonce = models.CharField(max_length=64)
    link_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=12, choices=Waiting.choices, default=Waiting.WAITING)
    offered_with = models.ForeignKey(Specialist, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(null=True)
    passed = ArrayField(models.DateTimeField(), default=list)
    seen = ArrayField(models.DateTimeField(), default=list)
    offer_id = models.UUIDField(null=True)
    waiting_since = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    objects = WaitlistEntryQuerySet.as_manager()

    class Meta:
        db_table = "appointments_waitingwish"
        indexes = [
            models.Index(
                fields=["organisation", "waiting_since"],
                condition=Q(state__in=["waiting", "offered"]),
                name="wishes_on_the_list",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="wish_of_organisation"),
            models.CheckConstraint(condition=Q(latest__gte=F("earliest")), name="wish_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state="offered")
                | Q(offered_with__isnull=False, offered_at__isnull=False, offered_until__isnull=False),
                name="an_offer_says_what_and_until_when",
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.id}"

    @property
    def link_token(self) -> str:
        return entry_token(self.link_nonce)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def offer_key(self) -> str:
        """Of this one offer: two made in one night are held until the same hour of the morning."""
        return f"waitlist-offer:{self.pk}:{self.offer_id}"

    @property
    def has_offer(self) -> bool:
        return bool(
            self.state == Waiting.OFFERED and self.offered_until and self.offered_until > timezone.now()
        )

    @property
    def is_over(self) -> bool:
        """Has the last day passed on which they would come?"""
        return self.latest < timezone.now().astimezone(self.zone).date()

    @property
    def is_waiting(self) -> bool:
        return self.state == Waiting.WAITING and not self.is_over

    @property
    def can_return(self) -> bool:
        return not (self.is_over or self.is_waiting or self.has_offer or self.state == Waiting.TAKEN)

    def suits(self, started_at: datetime, specialist: Specialist) -> bool:
        """Would they be offered this time: one that fits, and that they neither refused nor saw free all along?"""
        return (
            self.fits(started_at, specialist)
            and started_at not in self.passed
            and started_at not in self.seen
        )

    def fits(self, started_at: datetime, specialist: Specialist) -> bool:
        """Is it one of the days, at the time of day and with the specialist they wait for?"""
        there = started_at.astimezone(self.zone)
        return (
            self.specialist_id in (None, specialist.pk)
            and self.earliest <= there.date() <= self.latest
            and there.hour in PartOfDay(self.part_of_day).hours
        )

    def forget_seen(self, free: set[datetime]) -> None:
        """A time that is no longer free may be offered when it becomes free again. For the worker alone."""
        seen = [start for start in self.seen if start in free]
        if len(seen) < len(self.seen):
            type(self).objects.filter(pk=self.pk).update(seen=seen)
            self.seen = seen

    def offer(self, started_at: datetime, specialist: Specialist, *, until: datetime) -> None:
        """Offer it until then; the caller holds the time. Raises NotNow when they are no longer waiting."""
        what = {
            "offered_at": started_at,
            "offered_with": specialist,
            "offered_until": until,
            "offer_id": uuid.uuid4(),
        }
        self._become(Waiting.OFFERED, Q(state=Waiting.WAITING), **what)

    def take(self) -> None:
        """They want the time they were offered; the caller books it in the same transaction."""
        self._become(Waiting.TAKEN, Q(state=Waiting.OFFERED, offered_until__gt=timezone.now()))

    def decline(self) -> None:
        """Not this time: they keep waiting for another, and it goes to the next."""
        passed = [*self.passed, self.offered_at]
        self._become(Waiting.WAITING, Q(state=Waiting.OFFERED, offered_at=self.offered_at), passed=passed)
        self._let_go()

    def withdraw(self) -> None:
        """Take them off the list, by themselves or by the clinic; a time held for them goes to the next."""
        self._become(Waiting.WITHDRAWN, Q(state__in=ON_THE_LIST))
        self._let_go()

    def put_back(self, *, seen: list[datetime]) -> None:
        """They let an offer pass or had left, and wait again: behind everyone who waits by now, for what is not free
        at this moment (`seen`)."""
        if self.is_over:
            raise NotNow(_("The days you asked for have passed."))
        now = timezone.now()
        unanswered = Q(state=Waiting.OFFERED, offered_until__lte=now)
        self._become(Waiting.WAITING, Q(state__in=OFF_THE_LIST) | unanswered, waiting_since=now, seen=seen)

    def _become(self, state: Waiting, condition: Q, **more: Any) -> None:
        """In one statement, so that of two presses at the same moment one is refused."""
        if not type(self).objects.filter(condition, pk=self.pk).update(state=state, **more):
            raise NotNow(_("This offer has expired."))
        for name, value in {"state": state, **more}.items():
            setattr(self, name, value)

    def _let_go(self) -> None:
        """Release the time held for them, in the entry's own name."""
        use_client(self.pk)
        now = timezone.now()
        Hold.objects.filter(client_id=self.pk, expires_at__gt=now).update(expires_at=now)


def entry_token(nonce: str) -> str:
    return token_for(nonce, purpose="wish")
