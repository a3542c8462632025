"""How a person is reached, beyond what is on record: what a form proposes, and which numbers their owners confirmed."""

from __future__ import annotations

import uuid
from typing import Any, Self
from uuid import UUID

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.models import PatientPerson
from restartix.core.clinics.models import Organisation


class ContactProposalQuerySet(models.QuerySet["ContactProposal"]):
    def pending(self) -> Self:
        return self.filter(outcome=ContactProposal.Outcome.PENDING)


class ContactProposal(models.Model):
    """Contact data that a signed form says, proposed to the clinic's staff. Only the database writes it: on signing,
    and when staff decide."""

    class Outcome(models.TextChoices):
        PENDING = "", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        DISMISSED = "dismissed", _("Dismissed")
        REPLACED = "replaced", _("Replaced by a newer one")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(
        PatientPerson, models.PROTECT, related_name="contact_proposals", db_index=False
    )
    appointment_id = models.BigIntegerField()
    form_id = models.UUIDField()
    attribute = models.CharField(max_length=40)
    value = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "identity.User", models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = ContactProposalQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "attribute"]
        indexes = [models.Index(fields=["person", "organisation"], name="proposals_of_person")]

    def __str__(self) -> str:
        return f"contact proposal {self.id}"

    def decide(self, *, accepts: bool) -> bool:
        """Put it on record, or dismiss it. False when somebody else has decided already, or it is not ours to do."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.decide_contact_proposal(%s, %s)", [self.pk, accepts])
            is_done: bool = cursor.fetchone()[0]
        return is_done


class ConfirmedPhone(models.Model):
    """A phone number that its owner confirmed: by the code that was sent to it, or at the desk before a colleague.

    It is confirmed for this person at this clinic alone. When their number on record becomes another one, it ends.
    """

    class How(models.TextChoices):
        CODE = "code", _("By a code sent to it")
        DESK = "desk", _("At the desk")
        LOADED = "loaded", _("With the sample data")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(PatientPerson, models.PROTECT, related_name="confirmed_phones", db_index=False)
    appointment_id = models.BigIntegerField(null=True)
    phone = models.CharField(max_length=32)
    how = models.CharField(max_length=8, choices=How.choices)
    confirmed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        "identity.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "phone"], name="confirmed_phones_of_person")]

    def __str__(self) -> str:
        return f"confirmed phone {self.id}"


def confirmed_phones(organisation_id: int, person_id: UUID) -> set[str]:
    """The numbers that this person confirmed to this clinic, as far as the one who asks may see them."""
    return {phone for (phone,) in phones_confirmed_by(organisation=organisation_id, person=person_id)}


def phones_confirmed_by(**whom: Any) -> models.QuerySet[ConfirmedPhone, tuple[str]]:
    """The same to be read as part of another query."""
    return ConfirmedPhone.objects.filter(ended_at=None, **whom).values_list("phone")


def confirm_phone(appointment_id: int, phone: str, *, how: ConfirmedPhone.How) -> bool:
    """Note that the patient of this visit confirmed this number. The database judges who may say so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.confirm_phone(%s, %s, %s)", [appointment_id, phone, how])
        is_done: bool = cursor.fetchone()[0]
    return is_done
