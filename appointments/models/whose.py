"""Correcting whose visit it is: another person, or this person's name and birth date."""

from __future__ import annotations

from django.utils.translation import gettext as _

from appointments.models.conditions import is_not_removed, nothing_signed
from appointments.models.lifecycle import admins, staff
from appointments.models.own_contact import OwnContact
from appointments.models.status import Status
from appointments.models.visit import Visit
from patients.models import LoginOf, PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.refusals import NotNow
from restartix.core.verbs import verb

TOLD = {Status.BOOKED: "booked", Status.UPCOMING: "onboarded", Status.CONFIRMED: "onboarded"}
"""What the right person is sent about a visit of theirs that they hear of only now."""


class Whose(OwnContact):
    """The verbs that correct the person. Staff always say why."""

    class Meta(Visit.Meta):
        abstract = True

    @verb(may=staff, conditions=[is_not_removed, nothing_signed])
    def correct_person(self, *, by: Actor, person: PatientPerson, email: str = "", reason: str = "") -> None:
        """The visit was somebody else's all along. Until one of its forms is signed: what was signed stays whose it is.

        The private links that the former person has to it end at once, and they are not written to: it is none of their
        business. What else follows is PersonCorrection's.
        """
        self._check_reason(reason)
        if person.pk == self.patient_person_id:
            raise NotNow(_("The visit already belongs to this patient."))
        was = self.patient_person_id
        self._give_to(person, email)
        self.record("person corrected", by=by, reason=reason, was=str(was), now=str(person.pk))
        if email and self.status in TOLD and not self.is_over:
            self.tell(TOLD[Status(self.status)])

    @verb(may=admins, conditions=[is_not_removed])
    def note_identity(self, *, by: Actor, changed: list[str], reason: str) -> None:
        """The name or birth date of its person was corrected; the record's own history has the old and new values."""
        self._check_reason(reason)
        self.record("identity corrected", by=by, reason=reason, changed=changed)

    @property
    def may_change_person(self) -> bool:
        """No form of it is signed, on the page or on paper."""
        return not any(form.is_signed_somehow for form in self.forms.all())

    def _give_to(self, person: PatientPerson, email: str) -> None:
        is_chosen_at_the_desk = self.booking_client_id is None and not self.made_person
        if is_chosen_at_the_desk and self.booked_as_id == self.patient_person_id:
            self.booked_as = person
        self.patient_person = person
        self.patient_service_plan = None
        self.contact_email, self.wants_sms = email.lower(), False
        self.booked_by, self.relationship, self.login_of = "", "", LoginOf.NOBODY
        self.visitor_time_zone, self.link_holder = "", None
        self.language = (person.user.language if person.user else "") or self.organisation.language
        self._replace_link()
