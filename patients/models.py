"""The people a clinic treats: who they are, who acts for them, and which clinics know them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from restartix.core.clinics.models import Organisation


class LoginOf(models.TextChoices):
    """Whose login the address of a booking is to be."""

    PATIENT = "patient", _("the patient’s own")
    GUARDIAN = "guardian", _("of somebody who cares for the patient")
    NOBODY = "nobody", _("nobody: no login")


class PatientPerson(models.Model):
    """Who somebody is, not tied to one clinic. May have no login at all; several persons may share one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="persons")
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    link_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["made_by", "phone"], name="person_by_phone"),
            models.Index(fields=["phone"], name="person_by_phone_anywhere"),
            models.Index(Lower("name"), "birth_date", name="person_by_name_and_birth"),
        ]

    def __str__(self) -> str:
        return f"person {self.id}"


class PatientProfile(models.Model):
    """What a clinic needs to know of a person's health. The person's own, shared by them with clinics."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        OTHER = "other", _("Other")

    KNOWN_OF_HEALTH: ClassVar[tuple[str, ...]] = (
        *("sex", "blood_type", "allergies", "conditions", "medication"),
        *("insurance_number", "emergency_contact", "emergency_phone"),
    )

    person = models.OneToOneField(PatientPerson, models.PROTECT, primary_key=True, related_name="profile")
    sex = models.CharField(_("sex"), max_length=8, choices=Sex.choices, blank=True)
    blood_type = models.CharField(_("blood type"), max_length=4, blank=True)
    allergies = models.TextField(_("allergies"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    medication = models.TextField(_("medication"), blank=True)
    insurance_number = models.CharField(_("insurance number"), max_length=40, blank=True)
    emergency_contact = models.CharField(_("emergency contact"), max_length=120, blank=True)
    emergency_phone = models.CharField(_("emergency phone"), max_length=32, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"profile of {self.person_id}"


class Patient(models.Model):
    """One clinic knows one person. Without this row the clinic can't refer to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    person = models.ForeignKey(PatientPerson, models.PROTECT, related_name="patients")
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_patient_per_clinic"),
            models.UniqueConstraint(fields=["organisation", "id"], name="patient_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"patient {self.id}"


class GuardianshipQuerySet(models.QuerySet["Guardianship"]):
    def in_force(self) -> Self:
        """Those that hold at this moment, as the database judges it."""
        return self.alias(holds=InForce()).filter(holds=True)


class InForce(Func):
    """is_in_force(guardianship, the person's date of birth)"""

    template = (
        "public.is_in_force(patients_guardianship, (SELECT p.birth_date FROM patients_patientperson p"
        " WHERE p.id = patients_guardianship.person_id))"
    )
    output_field = models.BooleanField()


class Guardianship(models.Model):
    """A user may act for a person at one clinic, within the rights given, until revoked."""

    class Right(models.TextChoices):
        BOOK = "book", _("book")
        FORMS = "forms", _("fill in forms")
        RESULTS = "results", _("see results")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    user = models.ForeignKey("identity.User", models.PROTECT, related_name="guardianships")
    person = models.ForeignKey(PatientPerson, models.PROTECT, related_name="guardianships")
    relationship = models.CharField(_("relationship"), max_length=40, blank=True)
    guardian_name = models.CharField(_("name"), max_length=120, blank=True, db_default="")
    rights = ArrayField(models.CharField(max_length=16, choices=Right.choices), default=list)
    granted_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    identity_check = models.CharField(
        _("how you checked who they are"), max_length=300, blank=True, db_default=""
    )

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "organisation"], name="guardians_persons")]

    def __str__(self) -> str:
        return f"guardianship {self.id}"

    @property
    def name(self) -> str:
        """What the guardian is called here: as their login says, else as they were named to the clinic."""
        return self.user.name or self.guardian_name or self.user.email

    def limit(self, *, rights: list[str], until: datetime | None, identity_check: str = "") -> None:
        """From now on the guardian may do just this, until then. An admin who grants more states how they checked."""
        stated = {"identity_check": identity_check} if identity_check else {}
        type(self).objects.filter(pk=self.pk, revoked_at=None).update(
            rights=rights, valid_until=until, **stated
        )

    def grant(self, rights: list[str]) -> None:
        """The person's own login says what the guardian may do."""
        type(self).objects.filter(pk=self.pk, revoked_at=None).update(rights=rights)

    def revoke(self) -> None:
        """It is over. The guardian's next request finds nothing."""
        type(self).objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())


class LoginInvitation(models.Model):
    """An admin has named who signs in for a person: the person themself (no rights), or somebody who cares for them.

    The worker finds or makes the login of that address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    person = models.ForeignKey(PatientPerson, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    guardian_name = models.CharField(_("name"), max_length=120, blank=True)
    relationship = models.CharField(_("relationship"), max_length=40, blank=True)
    rights = ArrayField(models.CharField(max_length=16, choices=Guardianship.Right.choices), default=list)
    valid_until = models.DateTimeField(null=True)
    identity_check = models.CharField(
        _("how you checked who they are"), max_length=300, blank=True, db_default=""
    )
    invited_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"login invitation {self.id}"

    @property
    def is_for_themself(self) -> bool:
        return not self.rights
