"""Booking: a visitor takes an open time. All of it is saved, or none of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appointments.availability.channel import Channel
from appointments.availability.open_times import Slot, open_times, scheduled_times
from appointments.models import Appointment, PatientServicePlan, Specialist, Status
from appointments.models.scarcity import refusal_for_constraint
from appointments.models.status import LIVE
from patients.models import LoginOf, Patient, PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.scope import VisitLink, use_link
from restartix.core.limits.targets import may_send
from restartix.core.refusals import NotNow, Refusal, slot_taken, violated_constraint

ALREADY_MINE = "appointments_appointment_link_hash_key"


@dataclass(frozen=True)
class Details:
    """The patient as the visitor describes them, and who booked when it is somebody else. The phone is in
    international form."""

    name: str
    email: str
    phone: str
    privacy_version: int
    birth_date: date | None = None
    booked_by: str = ""
    relationship: str = ""
    wants_sms: bool = False
    person_id: UUID | None = None


class _TooManyBookings(Exception):
    """Undoes a booking past the limit of its address or number."""


@dataclass(frozen=True)
class Booking:
    """What one visitor books: this time, with this specialist, through this channel."""

    channel: Channel
    specialist: Specialist
    started_at: datetime
    by: Actor

    def book(
        self, details: Details, *, zone: str = "", plan: PatientServicePlan | None = None
    ) -> Appointment:
        """Create the person and the visit, record it, and send the confirmation; from here on the transaction holds
        the visit's private link.

        The same browser asking again for the time it has gets the visit it has. Raises NotNow when the time is
        not offered (any more) or the plan has no session left, SlotTaken when somebody else has it.
        """
        link, earlier = self._own_link()
        if earlier:
            return earlier
        try:
            return self._take(self.opening(), details, link, zone, plan)
        except Refusal:
            # In the meantime another press of the same browser may have booked it, between any two of our checks.
            if mine := self.earlier():
                return mine
            raise

    def book_within_limit(
        self, details: Details, *, zone: str = "", plan: PatientServicePlan | None = None
    ) -> Appointment | None:
        """The same by somebody who hasn't shown that they read what is mailed to the address: counts one booking for
        the address and the number, and answers None past their share.

        Counted last, in the booking's own transaction: others for the same ones wait from here on.
        """
        here = self.channel.service.organisation_id
        try:
            with transaction.atomic():
                visit = self.book(details, zone=zone, plan=plan)
                if not may_send("booking", organisation_id=here, email=details.email, phone=details.phone):
                    raise _TooManyBookings
        except _TooManyBookings:
            # Rolled back; but a form that was sent twice has made its visit before.
            return self.earlier()
        return visit

    def _take(
        self, opening: Slot, details: Details, link: VisitLink, zone: str, plan: PatientServicePlan | None
    ) -> Appointment:
        try:
            with transaction.atomic():
                return self._keep(opening, details, link, zone, plan)
        except IntegrityError as error:
            broken = violated_constraint(error)
            refusal = slot_taken() if broken == ALREADY_MINE else refusal_for_constraint(broken)
            if refusal is None:
                raise
            raise refusal from error

    def earlier(self) -> Appointment | None:
        """The visit that this browser has at this time already: its form was sent twice."""
        return self._own_link()[1]

    def opening(self) -> Slot:
        """The time as it is offered at this moment."""
        around = (self.started_at, self.started_at + timedelta(seconds=1))
        alone = [self.specialist]
        if found := open_times(self.channel, *around, specialists=alone):
            return found[0]
        if scheduled_times(self.channel, *around, specialists=alone):
            raise slot_taken()
        raise NotNow(_("This time can’t be booked any more. Please choose another one."))

    def _own_link(self) -> tuple[VisitLink, Appointment | None]:
        """The link of this browser's visit at this time, and the visit if it was booked already.

        The nonce follows from who asks and for what, so that two submits at once can't make two visits; after a
        cancellation comes the next one.
        """
        for turn in count():
            asked = f"{self.by.client_id or uuid.uuid4()}:{self.specialist.pk}:{self.started_at.timestamp()}:{turn}"
            nonce = salted_hmac("restartix.booking", asked, algorithm="sha256").hexdigest()[:48]
            link = VisitLink.of(nonce)
            use_link(link.hash)
            mine = Appointment.objects.filter(link_hash=link.hash).first()
            if mine is None or mine.status in LIVE:
                return link, mine
        raise AssertionError("count() has no end")

    def _keep(
        self, opening: Slot, details: Details, link: VisitLink, zone: str, plan: PatientServicePlan | None
    ) -> Appointment:
        service, calendar = self.channel.service, self.channel.calendar
        person = self._typed(details, link.hash)
        visit = Appointment.objects.create(
            organisation_id=service.organisation_id,
            patient_person_id=details.person_id or person.pk,
            booked_as=person,
            patient_service_plan=plan,
            specialist=self.specialist,
            service=service,
            calendar=calendar,
            started_at=opening.started_at,
            ended_at=opening.ended_at,
            buffer_before=self.specialist.buffer_before,
            buffer_after=self.specialist.buffer_after,
            status=Status.BOOKED,
            contact_email=details.email,
            login_of=LoginOf.GUARDIAN if details.booked_by else LoginOf.PATIENT,
            booked_by=details.booked_by,
            relationship=details.relationship,
            booking_client_id=self.by.client_id,
            price=self.channel.price,
            language=(get_language() or settings.LANGUAGE_CODE).split("-")[0],
            visitor_time_zone=zone,
            wants_sms=details.wants_sms,
            privacy_version=details.privacy_version,
            link_nonce=link.nonce,
            link_hash=link.hash,
            browser_hash=None if details.person_id else link.browser_hash,
            link_holder_id=self.by.user_id if details.person_id else None,
        )
        self._tell(visit)
        return visit

    def _typed(self, details: Details, hashed: str) -> PatientPerson:
        """The person as the visitor typed them. If a signed-in booker picked one of their own people, this clinic has a
        record of them from now on, and sees their profile once it is shared."""
        if details.person_id in self.by.own_person_ids:
            Patient.objects.get_or_create(
                organisation_id=self.channel.service.organisation_id, person_id=details.person_id
            )
        return PatientPerson.objects.create(
            made_by_id=self.channel.service.organisation_id,
            name=details.name,
            phone=details.phone,
            birth_date=details.birth_date,
            link_hash=hashed,
        )

    def _tell(self, visit: Appointment) -> None:
        visit.record("booked", by=self.by)
        visit.tell("booked", "new-booking-staff")
