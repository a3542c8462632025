"""One thing to be done in the outside world, kept until it is done or a person has seen that it failed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Self

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_q.tasks import async_task

from restartix.core.clinics.models import Organisation
from restartix.core.effects.kinds import HANDED_ON, NOT_NEEDED, Delivery, Kind, State

__all__ = ["HANDED_ON", "NOT_NEEDED", "Delivery", "Effect", "EffectQuerySet", "Kind", "State"]

LEASE = timedelta(seconds=90)
BEGIN_AGAIN = {"state": State.PENDING, "attempts": 0, "last_error_code": "", "failing_since": None}


class EffectQuerySet(models.QuerySet["Effect"]):
    def due(self) -> Self:
        return self.filter(state=State.PENDING, next_attempt_at__lte=timezone.now())

    def failed(self) -> Self:
        return self.filter(state=State.FAILED, superseded_at=None)

    def failed_or_lost(self) -> Self:
        """What needs a hand: given up here, or lost on the provider's way; not what a later try has made good."""
        return self.filter(Q(state=State.FAILED) | Q(delivery=Delivery.FAILED), superseded_at=None)

    def did_not_arrive(self) -> Self:
        """Mails and text messages that could not be sent, or that the provider could not deliver; newest first."""
        messages = self.filter(kind__in=[Kind.MAIL, Kind.SMS])
        return messages.filter(Q(state=State.FAILED) | Q(delivery=Delivery.FAILED)).order_by("-created_at")

    def retry_all(self) -> int:
        """Restart those of these that were given up; the sweep releases them in turn. Returns how many."""
        return self.failed().update(**BEGIN_AGAIN, next_attempt_at=timezone.now())

    def claim(self, effect_id: uuid.UUID | str) -> Effect | None:
        """Take one pending effect under a lease on its subject; None when there is nothing to do (yet).

        A second effect on the same subject waits its turn: a unique index on live leases decides. Being woken twice
        does not cut a pause short."""
        now = timezone.now()
        is_its_turn = Q(attempts=0) | Q(next_attempt_at__lte=now)
        effect = self.filter(is_its_turn, pk=effect_id, state=State.PENDING).first()
        if effect is None:
            return None
        self.filter(subject=effect.subject, lease_until__lte=now).update(lease_until=None)
        try:
            with transaction.atomic():
                taken = self.filter(pk=effect_id, state=State.PENDING, lease_until=None).update(
                    attempts=F("attempts") + 1, lease_until=now + LEASE
                )
        except IntegrityError:
            taken = 0
        if not taken:
            effect.put_off(seconds=2)
            return None
        effect.refresh_from_db()
        return effect


class Effect(models.Model):
    """What must happen outside, and how far it is. Holds ids and codes only.

    A room or account effect carries no instruction: it makes the outside agree with what the row says when it runs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    code = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=80)
    appointment = models.ForeignKey(
        "appointments.Appointment", models.PROTECT, null=True, related_name="effects"
    )
    user = models.ForeignKey("identity.User", models.PROTECT, null=True)
    link = models.ForeignKey("identity.SignInLink", models.PROTECT, null=True)
    one_time_code = models.ForeignKey("identity.OneTimeCode", models.PROTECT, null=True)
    sequence = models.PositiveIntegerField(default=0)
    once = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001 (most may be asked for again)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    provider_ref = models.CharField(max_length=200, blank=True)
    last_error_code = models.CharField(max_length=60, blank=True)
    delivery = models.CharField(max_length=12, choices=Delivery.choices, blank=True)
    delivery_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(lease_until__isnull=False), name="one_lease_per_subject"
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(state="pending"), name="effects_due"),
            models.Index(fields=["organisation"], condition=Q(state="failed"), name="effects_failed"),
            models.Index(fields=["organisation"], condition=Q(delivery="failed"), name="effects_lost"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.id}"

    @classmethod
    def require(
        cls, kind: Kind, *, subject: str, organisation_id: int, code: str = "", **about: object
    ) -> Effect:
        """Ask for it in the caller's transaction: the row and the queue's row are kept, or neither is."""
        effect = cls(kind=kind, code=code, subject=subject, organisation_id=organisation_id, **about)
        cls.require_all([effect])
        return effect

    @classmethod
    def require_all(cls, effects: list[Self]) -> None:
        """The same for several, none of which is saved yet. What is to wait, the sweep queues when it is due."""
        cls.objects.bulk_create(effects)
        for effect in effects:
            if effect.next_attempt_at <= timezone.now():
                effect.enqueue()

    @classmethod
    def require_once(cls, once: str, kind: Kind, *, organisation_id: int, **about: object) -> bool:
        """Ask for what may be asked for only once, ever, under this word; False when it was. The worker's alone."""
        effect, is_new = cls.objects.get_or_create(
            once=once, defaults={"kind": kind, "organisation_id": organisation_id, **about}
        )
        if is_new:
            effect.enqueue()
        return is_new

    def enqueue(self) -> None:
        async_task("restartix.core.effects.worker.run", self.organisation_id, str(self.pk))

    def put_off(self, *, seconds: float) -> None:
        """Not now: the sweep brings it back when it is due."""
        later = timezone.now() + timedelta(seconds=seconds)
        type(self).objects.filter(pk=self.pk, state=State.PENDING).update(next_attempt_at=later)

    def retry(self) -> None:
        """Staff press Retry: begin again at once with a fresh count. An effect that is only waiting for its next
        attempt is tried at once."""
        waiting = Q(state=State.PENDING, lease_until=None) & ~Q(last_error_code="")
        again = type(self).objects.filter(Q(state=State.FAILED) | waiting, pk=self.pk)
        if again.update(**BEGIN_AGAIN, next_attempt_at=timezone.now()):
            self.enqueue()

    def finish(self, *, reference: str = "") -> None:
        """Done. Earlier failures on the same subject no longer need attention."""
        now = timezone.now()
        self._close(
            state=State.DONE, provider_ref=reference, last_error_code="", failing_since=None, finished_at=now
        )
        if reference != NOT_NEEDED:
            alike = type(self).objects.filter(kind=self.kind, code=self.code, subject=self.subject)
            alike.filter(created_at__lt=self.created_at).failed_or_lost().update(superseded_at=now)

    def fail(self, code: str) -> None:
        """Give up and show it to the staff, who can retry."""
        self._close(state=State.FAILED, last_error_code=code, finished_at=timezone.now())

    def try_again(self, code: str, *, after: timedelta) -> None:
        now = timezone.now()
        self._close(
            state=State.PENDING,
            last_error_code=code,
            next_attempt_at=now + after,
            failing_since=self.failing_since or now,
        )

    def _close(self, **outcome: object) -> None:
        """Record how the attempt ended and release the lease; if it lapsed in the meantime, nothing is recorded."""
        type(self).objects.filter(pk=self.pk, lease_until=self.lease_until).update(
            lease_until=None, **outcome
        )
