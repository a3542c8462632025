"""Forms: a library of fields, templates made of them, and instances that freeze what was asked and answered."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from restartix.organisations.models import Organisation


class FieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Several of several")
    YES_NO = "yes_no", _("Yes or no")
    SCALE = "scale", _("Scale")
    CONSENT = "consent", _("Consent text")
    HEADING = "heading", _("Heading")


class FormType(models.TextChoices):
    SURVEY = "survey", _("Survey")
    DISCLAIMER = "disclaimer", _("Disclaimer")
    PARAMETERS = "parameters", _("Parameters")
    ANALYSIS = "analysis", _("Analysis")
    ADVICE = "advice", _("Advice")
    REPORT = "report", _("Report")
    PRESCRIPTION = "prescription", _("Prescription")

    @property
    def filled_by(self) -> str:
        return Side.PATIENT if self in {FormType.SURVEY, FormType.DISCLAIMER} else Side.SPECIALIST


class Side(models.TextChoices):
    PATIENT = "patient", _("Patient")
    SPECIALIST = "specialist", _("Specialist")


class Field(models.Model):
    """One question of a clinic's library, used by any number of its templates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    label = models.TextField(_("question"))
    help = models.TextField(_("help"), blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=FieldKind.choices)
    options = models.JSONField(default=list, blank=True)
    unit = models.CharField(_("unit"), max_length=16, blank=True)
    least = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    most = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="field_of_organisation")]

    def __str__(self) -> str:
        return self.label


class FormTemplate(models.Model):
    """A form as a clinic designed it. Editing raises the version; what was filled in keeps its own snapshot."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    name = models.CharField(_("name"), max_length=120)
    type = models.CharField(_("type"), max_length=16, choices=FormType.choices)
    side = models.CharField(_("filled in by"), max_length=12, choices=Side.choices, blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    version = models.PositiveIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="template_of_organisation")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def filled_by(self) -> str:
        return self.side or FormType(self.type).filled_by

    def snapshot(self) -> list[dict[str, Any]]:
        """The fields as they stand now, in order, as plain values that later edits can't reach."""
        return [used.frozen() for used in self.uses.all()]


class TemplateField(models.Model):
    """A field's place in a template: its order, and what holds for it there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    template = models.ForeignKey(FormTemplate, models.PROTECT, related_name="uses")
    field = models.ForeignKey(Field, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    is_required = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False)
    shown_when = models.JSONField(null=True, blank=True)
    bound_to = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["template", "field"], name="field_once_per_template")]

    def __str__(self) -> str:
        return f"{self.template_id} {self.position}"

    def frozen(self) -> dict[str, Any]:
        field = self.field
        return {
            "id": str(field.pk),
            "version": field.version,
            "label": field.label,
            "help": field.help,
            "kind": field.kind,
            "options": field.options,
            "unit": field.unit,
            "least": None if field.least is None else str(field.least),
            "most": None if field.most is None else str(field.most),
            "required": self.is_required,
            "private": self.is_private,
            "shown_when": self.shown_when,
            "bound_to": self.bound_to,
        }


class Status(models.TextChoices):
    PENDING = "pending", _("to fill in")
    IN_PROGRESS = "in_progress", _("started")
    COMPLETED = "completed", _("ready to sign")
    SIGNED = "signed", _("signed")


class FormQuerySet(models.QuerySet["Form"]):
    def unsigned_required(self) -> FormQuerySet:
        return self.filter(is_required=True).exclude(status=Status.SIGNED)


class Form(models.Model):
    """One form of one appointment. Signed, it never changes: the database refuses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.ForeignKey("appointments.Appointment", models.PROTECT, related_name="forms")
    template = models.ForeignKey(FormTemplate, models.PROTECT, related_name="+")
    template_version = models.PositiveIntegerField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=16, choices=FormType.choices)
    filled_by = models.CharField(max_length=12, choices=Side.choices)
    is_required = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    snapshot = models.JSONField()
    answers = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    is_prefilled = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.PENDING)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=120, blank=True)
    signed_from = models.CharField(max_length=45, blank=True)
    signature = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    objects = FormQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="form_of_organisation"),
            models.UniqueConstraint(
                fields=["appointment", "template"],
                condition=Q(replaces=None),
                name="form_once_per_appointment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.id}"

    @property
    def is_signed(self) -> bool:
        return self.status == Status.SIGNED


class PrivateAnswers(models.Model):
    """Answers to a form's private fields: a table of their own, which only staff can read."""

    form = models.OneToOneField(Form, models.PROTECT, primary_key=True, related_name="private")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"private answers of {self.form_id}"


class Consent(models.Model):
    """Written when a disclaimer is signed: who agreed to exactly which text, when and from where."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    form = models.OneToOneField(Form, models.PROTECT, related_name="consent")
    person = models.ForeignKey("patients.PatientPerson", models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=120)
    given_at = models.DateTimeField()
    given_from = models.CharField(max_length=45, blank=True)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"consent {self.id}"
