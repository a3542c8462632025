"""What a clinic offers: services, the calendars that book them, products, and plans of several sessions."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.models.hours import Specialist
from patients.models import PatientPerson
from restartix.core.clinics.models import Organisation


class Service(models.Model):
    """Something a patient can book. Notice and cut-off are minutes before the start; the horizon is days ahead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    duration = models.PositiveSmallIntegerField(_("minutes"), default=30)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, default=Decimal(0))
    notice = models.PositiveIntegerField(_("minimum notice in minutes"), default=120)
    horizon = models.PositiveSmallIntegerField(_("days patients can book ahead"), default=60)
    cutoff = models.PositiveIntegerField(
        _("minutes before the start until which patients may cancel"), default=1440
    )
    specialists = models.ManyToManyField(Specialist, through="ServiceSpecialist", related_name="services")
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="service_of_organisation"),
            models.CheckConstraint(condition=Q(duration__gt=0), name="service_takes_time"),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceSpecialist(models.Model):
    """This specialist gives that service."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "specialist"], name="service_given_once")]

    def __str__(self) -> str:
        return f"{self.service_id} by {self.specialist_id}"


class ServiceForm(models.Model):
    """A form that every visit of this service requires, while it is active."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    service = models.ForeignKey(Service, models.PROTECT, related_name="form_links")
    template = models.ForeignKey("forms.FormTemplate", models.PROTECT, related_name="service_links")
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["service", "template"], name="form_once_per_service")]

    def __str__(self) -> str:
        return f"{self.template_id} for {self.service_id}"


class Product(models.Model):
    """A physical thing sold along with a visit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    name = models.CharField(_("name"), max_length=120)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, default=Decimal(0))
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="product_of_organisation")]

    def __str__(self) -> str:
        return self.name


class Calendar(models.Model):
    """A booking channel of one service with its own public address: own people, dates, price and extra forms."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    service = models.ForeignKey(Service, models.PROTECT, related_name="calendars")
    slug = models.SlugField(_("public address"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, null=True, blank=True)
    specialists = models.ManyToManyField(Specialist, through="CalendarSpecialist", related_name="calendars")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="calendar_of_organisation"),
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_calendar_per_address"),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarSpecialist(models.Model):
    """This specialist sees the visits booked through that calendar; with none, all who give the service do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="+")
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "specialist"], name="calendar_seen_once")]

    def __str__(self) -> str:
        return f"{self.calendar_id} with {self.specialist_id}"


class CalendarForm(models.Model):
    """A form that every visit booked through this calendar requires on top of its service's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="form_links")
    template = models.ForeignKey("forms.FormTemplate", models.PROTECT, related_name="calendar_links")
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "template"], name="form_once_per_calendar")
        ]

    def __str__(self) -> str:
        return f"{self.template_id} for {self.calendar_id}"


class PatientServicePlan(models.Model):
    """A patient's enrolment in a plan of several sessions of one service."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    person = models.ForeignKey(PatientPerson, models.PROTECT, related_name="plans")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    sessions = models.PositiveSmallIntegerField(_("sessions"))
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="plan_of_organisation"),
            models.CheckConstraint(condition=Q(sessions__gt=0), name="plan_has_sessions"),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    def end(self) -> None:
        """No further session can be booked; those already booked stay."""
        self.ended_at = timezone.now()
        type(self).objects.filter(pk=self.pk).update(ended_at=self.ended_at)
