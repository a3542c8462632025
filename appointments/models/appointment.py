"""The appointment: who sees whom, when, and where it stands between booked and done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import FSMField, transition

from appointments.models.catalogue import Calendar, PatientServicePlan, Service
from appointments.models.hours import Specialist
from patients.models import PatientPerson
from restartix.effects.models import Effect, Kind
from restartix.identity.models import new_nonce, token_for
from restartix.organisations.actor import Actor
from restartix.organisations.models import Event, Organisation
from restartix.refusals import NotNow
from restartix.verbs import Judged, verb


class Status(models.TextChoices):
    BOOKED = "booked", gettext_lazy("Booked")
    UPCOMING = "upcoming", gettext_lazy("Upcoming")
    CONFIRMED = "confirmed", gettext_lazy("Confirmed")
    INPROGRESS = "inprogress", gettext_lazy("In progress")
    DONE = "done", gettext_lazy("Done")
    CANCELLED = "cancelled", gettext_lazy("Cancelled")
    NOSHOW = "noshow", gettext_lazy("No-show")


AHEAD = (Status.BOOKED, Status.UPCOMING, Status.CONFIRMED)
LIVE = (*AHEAD, Status.INPROGRESS, Status.DONE)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def to_onboard(self) -> Self:
        return self.filter(status=Status.BOOKED).order_by("started_at")

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(started_at__lt=end, ended_at__gt=start).order_by("started_at")

    def with_names(self) -> Self:
        """With all that a list shows, in one query."""
        return self.select_related("patient_person", "specialist", "service", "calendar")


def staff(actor: Actor, visit: Appointment) -> bool:
    return actor.runs(visit)


def patient_or_staff(actor: Actor, visit: Appointment) -> bool:
    return actor.speaks_for(visit) or actor.runs(visit)


class Appointment(Judged):
    """A visit. Times are the planned span in UTC; status changes by its verbs alone, here and in the database."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    patient_person = models.ForeignKey(PatientPerson, models.PROTECT, related_name="appointments")
    booked_as = models.ForeignKey(PatientPerson, models.PROTECT, related_name="+")
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="appointments")
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
    booking_client_id = models.UUIDField(null=True)
    additional_service_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    additional_product_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    language = models.CharField(max_length=8, default="en")
    visitor_time_zone = models.CharField(max_length=64, blank=True)
    privacy_version = models.PositiveIntegerField(null=True)
    link_nonce = models.CharField(max_length=64, default=new_nonce)
    link_hash = models.CharField(max_length=64, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    onboarded_at = models.DateTimeField(null=True)
    cancelled_late = models.BooleanField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="appointment_of_organisation"),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")), name="visit_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="visit_has_a_known_status"),
        ]
        indexes = [
            models.Index(fields=["organisation", "started_at"], name="visits_of_clinic"),
            models.Index(fields=["specialist", "started_at"], name="visits_of_specialist"),
            models.Index(fields=["patient_person", "started_at"], name="visits_of_person"),
            models.Index(
                fields=["organisation", "started_at"], condition=Q(status="booked"), name="to_onboard"
            ),
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
    def is_over(self) -> bool:
        return self.ended_at <= timezone.now()

    @property
    def made_its_person(self) -> bool:
        """Did this very booking make the person? Then nothing on it was known before."""
        return self.booked_as_id == self.patient_person_id

    def record(self, what: str, *, by: Actor, reason: str = "", **details: Any) -> None:
        Event.record(what, by=by, appointment=self, reason=reason, **details)

    def tell(self, code: str) -> None:
        """Mail somebody about this visit; who, and in which words, follows from the code."""
        self.require(
            Kind.MAIL, code=code, subject=f"mail:{self.pk}:{code}:{self.sequence}", sequence=self.sequence
        )

    def require(self, kind: Kind, *, subject: str = "", **about: Any) -> None:
        Effect.require(
            kind,
            subject=subject or f"{kind}:{self.pk}",
            organisation_id=self.organisation_id,
            appointment_id=self.pk,
            **about,
        )

    @verb(may=staff)
    @transition(field=status, source=Status.BOOKED, target=Status.UPCOMING)
    def onboard(self, *, by: Actor) -> None:
        """The clinic has taken the booking on. The record and the forms are made with it (Onboarding)."""
        self.onboarded_at = timezone.now()
        self.record("onboarded", by=by)
        self.tell("onboarded")

    @verb(may=patient_or_staff)
    @transition(field=status, source=Status.UPCOMING, target=Status.CONFIRMED)
    def confirm(self, *, by: Actor) -> None:
        """The patient has said they will come; tell the specialist."""
        if self.is_over:
            raise NotNow(_("This visit is already over."))
        self.record("confirmed", by=by)
        self.tell("confirmed")

    @verb(may=staff)
    @transition(field=status, source=[Status.UPCOMING, Status.CONFIRMED], target=Status.INPROGRESS)
    def start(self, *, by: Actor) -> None:
        """The session is open."""
        early = timedelta(minutes=self.organisation.opens_session_minutes_before)
        if timezone.now() < self.started_at - early:
            raise NotNow(
                _("The session opens %(minutes)s minutes before the visit.")
                % {"minutes": self.organisation.opens_session_minutes_before}
            )
        self.record("started", by=by)

    @verb(may=staff)
    @transition(field=status, source=Status.INPROGRESS, target=Status.DONE)
    def complete(self, *, by: Actor) -> None:
        """The visit is over and all that had to be signed is; invite the patient to review it."""
        missing = list(self.forms.unsigned_required().values_list("name", flat=True))
        if missing:
            raise NotNow(_("Still to be signed: %(forms)s.") % {"forms": ", ".join(missing)})
        self.record("completed", by=by)
        self.tell("review")

    @verb(may=patient_or_staff)
    @transition(field=status, source=[*AHEAD, Status.INPROGRESS], target=Status.CANCELLED)
    def cancel(self, *, by: Actor, reason: str = "") -> None:
        """Called off. Patients may until the cut-off; staff always, with a reason."""
        is_late = timezone.now() > self.started_at - timedelta(minutes=self.service.cutoff)
        if not by.runs(self) and (is_late or self.status == Status.INPROGRESS):
            raise NotNow(_("It is too late to cancel online. Please call the clinic."))
        if by.runs(self) and not reason.strip():
            raise NotNow(_("Please say why the visit is cancelled."))
        self.cancelled_late = is_late
        self.sequence += 1
        self.record("cancelled", by=by, reason=reason, late=is_late)
        self.tell("cancelled")
        self.tell("cancelled-staff")
        self.require(Kind.ROOM)

    @verb(may=staff)
    @transition(field=status, source=[*AHEAD, Status.INPROGRESS], target=Status.NOSHOW)
    def mark_noshow(self, *, by: Actor) -> None:
        """The patient did not come."""
        if timezone.now() < self.started_at:
            raise NotNow(_("The visit has not begun yet."))
        self.record("marked as no-show", by=by)
        self.require(Kind.ROOM)
