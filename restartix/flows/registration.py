"""Registering a visit directly: staff plan it with somebody who calls or stands before them, and take it on at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models import Appointment, PatientServicePlan, Service, Specialist, Status
from appointments.models.buffers import make_way
from appointments.models.scarcity import refusal_for_constraint
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import link_hash, new_nonce, token_for
from restartix.core.refusals import NotNow, NotYours, violated_constraint
from restartix.flows.onboarding import Onboarding


@dataclass(frozen=True)
class Registration:
    """A service with a specialist at a time, outside every calendar. Hours, notice and buffers may be overridden; a
    visit or a visitor's hold may not, and the database judges that."""

    service: Service
    specialist: Specialist
    started_at: datetime
    plan: PatientServicePlan | None = None

    def register(
        self, person: PatientPerson, *, by: Actor, email: str = "", wants_sms: bool = False
    ) -> Appointment:
        """The visit, accepted in the same step. Raises NotYours, NotNow, SlotTaken."""
        self._check(by)
        visit = self._visit(person, email)
        visit.wants_sms = wants_sms
        try:
            with transaction.atomic():
                make_way(visit)
                visit.save(force_insert=True)
                visit.record("registered", by=by)
                Onboarding(visit).perform(by=by)
        except IntegrityError as error:
            raise refusal_for_constraint(violated_constraint(error)) or error from error
        return visit

    @property
    def ends_at(self) -> datetime:
        return self.started_at + timedelta(minutes=self.service.duration)

    def _check(self, by: Actor) -> None:
        if not by.is_admin and self.specialist.pk not in by.specialist_ids:
            raise NotYours(_("You can only register visits with yourself."))
        if self.ends_at <= timezone.now():
            raise NotNow(_("This time is in the past. Please choose another one."))
        if not self.service.specialists.filter(pk=self.specialist.pk, is_active=True).exists():
            said = _("%(name)s does not give this service.")
            raise NotNow(said % {"name": self.specialist.display_name})

    def _visit(self, person: PatientPerson, email: str) -> Appointment:
        nonce = new_nonce()
        return Appointment(
            organisation=self.service.organisation,
            patient_person=person,
            booked_as=person,
            specialist=self.specialist,
            service=self.service,
            started_at=self.started_at,
            ended_at=self.ends_at,
            buffer_before=self.specialist.buffer_before,
            buffer_after=self.specialist.buffer_after,
            status=Status.BOOKED,
            contact_email=email or (person.user.email if person.user else ""),
            price=self.service.price,
            language=self.service.organisation.language,
            link_nonce=nonce,
            link_hash=link_hash(token_for(nonce, purpose="visit")),
            patient_service_plan=self.plan,
        )


def new_person(clinic: Organisation, *, name: str, phone: str, birth_date: date | None) -> PatientPerson:
    """Somebody whom this clinic didn't know until now."""
    return PatientPerson.objects.create(made_by=clinic, name=name, phone=phone, birth_date=birth_date)
