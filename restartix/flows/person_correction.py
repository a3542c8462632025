"""The wrong patient on a visit: another one takes their place, and the consequences of the mistake are undone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from appointments.models import Appointment
from forms.restart import restart
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.flows.login_provisioning import guardianship_id


@dataclass(frozen=True)
class PersonCorrection:
    """The visit is `person`'s, and `email` is where its e-mails go from now on; empty when there is none."""

    appointment: Appointment
    person: PatientPerson
    email: str = ""

    def perform(self, *, by: Actor, reason: str) -> None:
        """All of it or nothing. The room, the time and the specialist's own words stay. Raises NotYours, NotNow."""
        visit = self.appointment
        with transaction.atomic():
            self._end_what_it_gave()
            visit.correct_person(by=by, person=self.person, email=self.email, reason=reason)
            restart(visit)

    def _end_what_it_gave(self) -> None:
        """The guardianship or the login that its onboarding made for whoever booked."""
        visit = self.appointment
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.end_what_visit_gave(%s, %s)", [visit.pk, guardianship_id(visit)])
