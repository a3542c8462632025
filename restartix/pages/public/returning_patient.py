"""Booking by somebody who is signed in: for themselves or somebody in their care, with nothing to type again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.availability.channel import Channel
from appointments.models import Appointment, PatientServicePlan
from patients.models import PatientPerson
from restartix.core.clinics.models import Organisation
from restartix.core.identity.models import User
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.booking import Details
from restartix.pages.shared.details import DetailsForm

LAST_FOR = timedelta(days=14)
"""For so long whom somebody booked for last is chosen first on their next form."""
ASKED = ("person", "email", "wants_sms", "privacy", "privacy_version")


class KnownDetailsForm(DetailsForm):
    """For whom, and where the letters go; the rest is known."""

    person = forms.ChoiceField(label=_("Who is the visit for?"), widget=forms.RadioSelect)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        organisation: Organisation,
        persons: list[PatientPerson],
        user: User,
        chosen: str,
        plan: PatientServicePlan | None,
    ) -> None:
        super().__init__(data, organisation=organisation)
        self.plan_in_mind = plan
        self.persons = {str(one.pk): one for one in persons}
        self.user = user
        for name in set(self.fields) - set(ASKED):
            del self.fields[name]
        self.fields["person"].choices = [(key, one.name) for key, one in self.persons.items()]  # type: ignore[attr-defined]
        latest = self._latest_booking()
        last_for = str(latest[0]) if latest and latest[2] > timezone.now() - LAST_FOR else ""
        first = next((one for one in (chosen, last_for) if one in self.persons), next(iter(self.persons)))
        self.initial = {
            **self.initial,
            "person": first,
            "email": user.email,
            "privacy": self._has_accepted(),
            "wants_sms": bool(latest and latest[1]),
        }
        if not any(one.phone for one in persons):
            self.fields.pop("wants_sms", None)

    @property
    def is_for_somebody(self) -> bool:
        return False

    @property
    def is_own_address(self) -> bool:
        return str(self.cleaned_data["email"]).lower() == self.user.email.lower()

    @property
    def details(self) -> Details:
        told = self.cleaned_data
        person = self.persons[told["person"]]
        return Details(
            person.name,
            email=told["email"],
            phone=person.phone,
            privacy_version=told["privacy_version"],
            birth_date=person.birth_date,
            booked_by="" if person.user_id == self.user.pk else self.user.name,
            wants_sms=told.get("wants_sms", False),
            person_id=person.pk,
        )

    @property
    def plan(self) -> PatientServicePlan | None:
        """The plan whose next session is being booked, if it is this person's."""
        plan = self.plan_in_mind
        return plan if plan and str(plan.person_id) == self.cleaned_data["person"] else None

    def _latest_booking(self) -> tuple[UUID, bool, datetime] | None:
        """For whom they booked last, whether with text messages, and when."""
        theirs = Appointment.objects.filter(
            patient_person__in=list(self.persons.values()), link_holder=self.user.pk
        )
        about = theirs.order_by("-created_at").values_list("patient_person_id", "wants_sms", "created_at")
        return about.first()

    def _has_accepted(self) -> bool:
        """Did they accept this very notice with an earlier booking?"""
        version = self.organisation.privacy_version
        return Appointment.objects.filter(
            patient_person__in=list(self.persons.values()), privacy_version=version
        ).exists()


def plan_in_mind(request: ClinicRequest, channel: Channel) -> PatientServicePlan | None:
    """The plan they came from, if it is of this service, still runs, and is of somebody they book for."""
    asked = request.session.get("booking_plan")
    if not asked:
        return None
    theirs = PatientServicePlan.objects.filter(person__in=request.actor.books_for_ids)
    return theirs.filter(pk=asked, service=channel.service, ended_at=None).select_related("person").first()
