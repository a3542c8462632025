"""What a visit is made of: columns, link and history. Its verbs: lifecycle, corrections, own_contact, whose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField

from appointments.models.catalogue import Calendar, PatientServicePlan, Service
from appointments.models.hours import Specialist
from appointments.models.status import CALLED_OFF, Status
from patients.models import LoginOf, PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Event, Organisation
from restartix.core.clinics.scope import new_nonce, token_for
from restartix.core.effects.models import Effect, Kind
from restartix.core.limits.targets import may_send
from restartix.core.phone import sends_texts
from restartix.core.verbs import WithVerbs

TEXTED = frozenset({"moved", "cancelled", "reinstated"})
SETTLING = TEXTED | {"moved-staff", "moved-away", "cancelled-staff", "reinstated-staff", "confirmed"}
"""Changes that others may soon follow are announced a little later, once, as they stand then (messages/batches.py)."""


@dataclass(frozen=True)
class OnboardingDecision:
    """What staff say at onboarding: a person the clinic knew (or the one the booking made), and whose login it is."""

    person: PatientPerson | None = None
    login_of: LoginOf = LoginOf.PATIENT
    relationship: str = ""


class Visit(WithVerbs):
    """Times are the planned span in UTC."""

    is_recorded: bool
    """Is its person the clinic's patient? Said only where it was asked for (restartix/pages/desk/visit_queries.py)."""
    is_read_by_link = True
    """Does the reader of an e-mail about it hold its private link? Said by whoever writes one."""

    # What another index begins with needs none of its own: each costs every booking a write.
    organisation = models.ForeignKey(Organisation, models.PROTECT, db_index=False)
    patient_person = models.ForeignKey(
        PatientPerson, models.PROTECT, related_name="appointments", db_index=False
    )
    booked_as = models.ForeignKey(PatientPerson, models.PROTECT, related_name="+")
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="appointments", db_index=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, related_name="+")
    patient_service_plan = models.ForeignKey(
        PatientServicePlan, models.PROTECT, null=True, related_name="visits"
    )
    plan_session_number = models.PositiveSmallIntegerField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    buffer_before = models.PositiveSmallIntegerField(default=0)
    buffer_after = models.PositiveSmallIntegerField(default=0)
    status = FSMField(default=Status.BOOKED, choices=Status.choices, protected=True)
    contact_email = models.EmailField(blank=True)
    login_of = models.CharField(max_length=8, choices=LoginOf.choices, default=LoginOf.PATIENT)
    booked_by = models.CharField(max_length=120, blank=True)
    relationship = models.CharField(max_length=40, blank=True)
    booking_client_id = models.UUIDField(null=True)
    additional_service_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    additional_product_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    language = models.CharField(max_length=8, default="en")
    wants_sms = models.BooleanField(default=False)
    visitor_time_zone = models.CharField(max_length=64, blank=True)
    privacy_version = models.PositiveIntegerField(null=True)
    link_nonce = models.CharField(max_length=64, default=new_nonce)
    link_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (many have none)
    link_holder = models.ForeignKey(
        "identity.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_person = models.BooleanField(default=False, db_default=False)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    onboarded_at = models.DateTimeField(null=True)
    cancelled_late = models.BooleanField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="appointment_of_organisation"),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")), name="visit_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="visit_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(status__in=CALLED_OFF),
                name="only_what_was_called_off_is_removed",
            ),
        ]
        indexes = [
            # With all that the policies and the month's counts read, so that the table itself need not be visited.
            models.Index(
                fields=["organisation", "started_at"],
                include=["status", "specialist", "patient_person", "service", "link_hash", "deleted_at"],
                name="visits_of_clinic",
            ),
            models.Index(fields=["specialist", "started_at"], name="visits_of_specialist"),
            models.Index(fields=["patient_person", "started_at"], name="visits_of_person"),
            models.Index(
                fields=["organisation", "started_at"], condition=Q(status="booked"), name="to_onboard"
            ),
            models.Index("organisation", Lower("contact_email"), name="visits_by_address"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("appointment", args=[self.pk])

    @property
    def link_token(self) -> str:
        """The secret of the visit's private link, derived so that the worker can mail the same link again."""
        return token_for(self.link_nonce, purpose="visit")

    @property
    def browser_token(self) -> str:
        """The secret of the link that the booking browser holds: it opens the visit, and proves nothing."""
        return token_for(self.link_nonce, purpose="browser")

    @property
    def is_over(self) -> bool:
        return self.ended_at <= timezone.now()

    @property
    def is_cancellable(self) -> bool:
        """Before the service's cut-off, until which patients move or cancel by themselves."""
        return timezone.now() <= self.started_at - timedelta(minutes=self.service.cutoff)

    @property
    def made_its_person(self) -> bool:
        """Did this very booking make the person? Then nothing on it was known before. The database says so."""
        return self.made_person and self.booked_as_id == self.patient_person_id

    @property
    def takes_texts(self) -> bool:
        """Whoever booked asked for text messages, and the clinic has accepted the visit."""
        return self.wants_sms and self.onboarded_at is not None

    @property
    def contact_name(self) -> str:
        """Whom e-mails greet: whoever booked for somebody else, otherwise the patient."""
        return self.booked_by or self.patient_person.name

    def show_person_as(self, name: str) -> None:
        """For a reader who may not see the record: somebody of this name, of whom nothing else is known."""
        self._state.fields_cache["patient_person"] = PatientPerson(pk=self.patient_person_id, name=name)

    def record(self, what: str, *, by: Actor, reason: str = "", **details: Any) -> None:
        Event.record(what, by=by, appointment=self, reason=reason, **details)

    def tell(self, *codes: str) -> None:
        """Mail somebody about this visit; who, and in which words, follows from each code. What a patient has to know
        at once goes by text message too, if they asked for that and the clinic has accepted the visit."""
        texted = [code for code in codes if code in TEXTED and self.takes_texts and sends_texts()]
        wanted = [(Kind.MAIL, code) for code in codes] + [(Kind.SMS, code) for code in texted]
        Effect.require_all([self._message(kind, code) for kind, code in wanted])

    def may_mail_again(self) -> bool:
        """Limits the e-mails about one visit that are sent on somebody's press; counts this one."""
        return may_send("link", organisation_id=self.organisation_id, subject=f"visit:{self.pk}")

    def _message(self, kind: Kind, code: str) -> Effect:
        settles = settings.MAIL_SETTLE_SECONDS if code in SETTLING else 0
        return Effect(
            kind=kind,
            code=code,
            next_attempt_at=timezone.now() + timedelta(seconds=settles),
            sequence=self.sequence,
            subject=f"{kind}:{self.pk}:{code}:{self.sequence}",
            organisation_id=self.organisation_id,
            appointment_id=self.pk,
        )

    def require(self, kind: Kind, *, subject: str = "", **about: Any) -> None:
        Effect.require(
            kind,
            subject=subject or f"{kind}:{self.pk}",
            organisation_id=self.organisation_id,
            appointment_id=self.pk,
            **about,
        )
