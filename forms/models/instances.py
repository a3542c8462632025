"""A visit's forms: what was asked, frozen, and what was answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms.models.library import FormTemplate, FormType, Side, Signing
from restartix.core.clinics.models import Organisation


class FormStatus(models.TextChoices):
    PENDING = "pending", _("to fill in")
    IN_PROGRESS = "in_progress", _("started")
    COMPLETED = "completed", _("ready to sign")
    SIGNED = "signed", _("signed")
    ON_PAPER = "on_paper", _("signed on paper")
    WAIVED = "waived", _("waived")


SETTLED = (FormStatus.SIGNED, FormStatus.ON_PAPER, FormStatus.WAIVED)
"""Nobody waits for these any more: signed here, signed on paper with the paper attached, or waived with a reason."""


class SignatureMethod(models.TextChoices):
    """How this one was signed: drawn, by a typed name instead of a drawing, or confirmed by a typed name."""

    DRAWN = "drawn", _("signed by hand")
    TYPED = "typed", _("signed by a typed name, instead of a drawing")
    CONFIRMED = "confirmed", _("confirmed by name")


class FormQuerySet(models.QuerySet["Form"]):
    def unsettled(self) -> FormQuerySet:
        return self.exclude(status__in=SETTLED)

    def unsigned_required(self) -> FormQuerySet:
        """What keeps a visit from being completed: neither signed, nor on paper, nor waived."""
        return self.unsettled().filter(is_required=True)

    def current(self) -> FormQuerySet:
        """Without the versions that a signed one has replaced."""
        return self.exclude(replaced_by__status=FormStatus.SIGNED)


class Form(models.Model):
    """One form of one appointment. Signed, it never changes: the database refuses."""

    has_paper: bool
    """Is there a document of it? Said only where it was asked for (restartix/pages/desk/visit_queries.py)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.ForeignKey("appointments.Appointment", models.PROTECT, related_name="forms")
    template = models.ForeignKey(FormTemplate, models.PROTECT, related_name="+")
    template_version = models.PositiveIntegerField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    correction_reason = models.TextField(blank=True)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=16, choices=FormType.choices)
    filled_by = models.CharField(max_length=12, choices=Side.choices)
    signing = models.CharField(max_length=12, choices=Signing.choices, default=Signing.CONFIRMED)
    is_required = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    snapshot = models.JSONField()
    answers = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    is_prefilled = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=FormStatus.choices, default=FormStatus.PENDING)
    revision = models.PositiveIntegerField(default=0)
    saved_from = models.CharField(max_length=48, blank=True, default="", db_default="")
    """Which open page saved it last by itself, and on which turn (drafts.PageTurn)."""
    created_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=120, blank=True)
    signed_from = models.CharField(max_length=45, blank=True)
    signed_how = models.CharField(max_length=12, choices=SignatureMethod.choices, blank=True)
    signature = models.TextField(blank=True)
    named_signer = models.ForeignKey("forms.NamedSigner", models.PROTECT, null=True, related_name="+")
    witness = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    witness_name = models.CharField(max_length=254, blank=True)
    """In whose presence it was signed at the clinic."""
    signer_relationship = models.CharField(max_length=40, blank=True)
    """Who signed for the patient: what they are to them."""
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
    def wants_drawing(self) -> bool:
        return self.signing == Signing.DRAWN

    @property
    def is_signed(self) -> bool:
        return self.status == FormStatus.SIGNED

    @property
    def is_signed_somehow(self) -> bool:
        """On the page or on paper."""
        return self.status in {FormStatus.SIGNED, FormStatus.ON_PAPER}

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED


class PrivateAnswers(models.Model):
    """Answers to a form's private fields: a table of their own, which only staff can read."""

    form = models.OneToOneField(Form, models.PROTECT, primary_key=True, related_name="private")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"private answers of {self.form_id}"
