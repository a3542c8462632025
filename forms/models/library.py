"""The library: fields defined once, and templates made of them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms.attributes import VALUES_OF_WORDS
from forms.carry_over import ABOUT_TODAY, Carried
from forms.models.kinds import BEGIN_EMPTY, FieldKind
from restartix.core.clinics.models import Organisation


class FormType(models.TextChoices):
    SURVEY = "survey", _("Survey")
    DISCLAIMER = "disclaimer", _("Disclaimer")
    PARAMETERS = "parameters", _("Parameters")
    ANALYSIS = "analysis", _("Analysis")
    ADVICE = "advice", _("Advice")
    REPORT = "report", _("Report")
    PRESCRIPTION = "prescription", _("Prescription")


FILLED_IN_BY_PATIENTS = frozenset({FormType.SURVEY, FormType.DISCLAIMER})


class Side(models.TextChoices):
    PATIENT = "patient", _("Patient")
    SPECIALIST = "specialist", _("Specialist")


class Signing(models.TextChoices):
    """How a form is signed: by a drawn signature, or by a typed name that confirms it."""

    DRAWN = "drawn", _("Drawn signature")
    CONFIRMED = "confirmed", _("Confirmation by name")


class Field(models.Model):
    """One question of a clinic's library, used by any number of its templates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    label = models.TextField(_("question"))
    help = models.TextField(_("help text"), blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=FieldKind.choices)
    options = models.JSONField(default=list, blank=True)
    unit = models.CharField(_("unit"), max_length=16, blank=True)
    least = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    most = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    carried = models.CharField(
        _("carried over"), max_length=8, choices=Carried.choices, blank=True, default="", db_default=""
    )
    version = models.PositiveIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["label", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="field_of_organisation")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_carried_over(self) -> bool:
        """Does it begin with what the person last answered? Never what is an act: agreeing, signing, sending a file."""
        if self.kind in BEGIN_EMPTY:
            return False
        asks_about_today = ABOUT_TODAY.search(f"{self.label} {self.help}")
        return self.carried == Carried.ALWAYS if self.carried else not asks_about_today


class FormTemplate(models.Model):
    """A form as a clinic designed it. Editing raises the version; what was filled in keeps its own snapshot."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    name = models.CharField(_("name"), max_length=120)
    type = models.CharField(_("type"), max_length=16, choices=FormType.choices)
    side = models.CharField(_("filled in by"), max_length=12, choices=Side.choices, blank=True)
    signing = models.CharField(_("signed by"), max_length=12, choices=Signing.choices, blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    version = models.PositiveIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="template_of_organisation")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def filled_by(self) -> str:
        by_type = Side.PATIENT if self.type in FILLED_IN_BY_PATIENTS else Side.SPECIALIST
        return self.side or by_type

    @property
    def filled_by_word(self) -> str:
        return str(Side(self.filled_by).label)

    @property
    def is_signed_by(self) -> str:
        """What the template says of its signature; a disclaimer that says nothing wants it drawn."""
        return self.signing or (Signing.DRAWN if self.type == FormType.DISCLAIMER else Signing.CONFIRMED)

    def snapshot(self) -> list[dict[str, Any]]:
        """The fields as they stand now, in order, as plain values that later edits can't reach.

        Nobody answers a private question of a form that patients fill in, so it is never required there.
        """
        asked = [used.as_question() for used in self.uses.all() if used.is_active]
        by_patient = self.filled_by == Side.PATIENT
        return [{**one, "required": one["required"] and not (by_patient and one["private"])} for one in asked]


class TemplateField(models.Model):
    """A field's place in a template: its order, and what holds for it there. Taken out, it is no longer active."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    template = models.ForeignKey(FormTemplate, models.PROTECT, related_name="uses")
    field = models.ForeignKey(Field, models.PROTECT, related_name="places")
    position = models.PositiveIntegerField(default=0)
    is_required = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False)
    is_for_colleagues = models.BooleanField(default=False, db_default=False)
    """Of a private one: do the patient's other specialists read the answer, once it is signed?"""
    shown_when = models.JSONField(null=True, blank=True)
    bound_to = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["template", "field"], name="field_once_per_template")]

    def __str__(self) -> str:
        return f"{self.template_id} {self.position}"

    def as_question(self) -> dict[str, Any]:
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
            "required": self.is_required and field.kind != FieldKind.HEADING,
            "private": self.is_private,
            "colleagues": self.is_private and self.is_for_colleagues,
            "carried": field.is_carried_over,
            "shown_when": self.shown_when,
            "bound_to": self.bound_to,
            "values": self._values(),
        }

    def _values(self) -> dict[str, str]:
        """What its options stand for in the record, where they are written differently."""
        words = VALUES_OF_WORDS.get(self.bound_to, {})
        return {said: words[said.casefold()] for said in self.field.options if said.casefold() in words}


class TemplateVersion(models.Model):
    """A template as it stood from one edit to the next, who made it so and when. Never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    template = models.ForeignKey(FormTemplate, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=16, choices=FormType.choices)
    filled_by = models.CharField(max_length=12, choices=Side.choices)
    signing = models.CharField(max_length=12, choices=Signing.choices)
    is_required = models.BooleanField()
    snapshot = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    maker_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="one_template_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.template_id} version {self.number}"
