"""The kinds of question."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Single choice")
    CHOICES = "choices", _("Multiple choice")
    YES_NO = "yes_no", _("Yes or no")
    SCALE = "scale", _("Scale")
    CONSENT = "consent", _("Consent text")
    SIGNATURE = "signature", _("Signature")
    FILE = "file", _("File")
    HEADING = "heading", _("Heading")


# What asks nothing has no answer; what is an act has none that could be filled in from somewhere.
SILENT = frozenset({FieldKind.HEADING})
ACTS = frozenset({FieldKind.CONSENT, FieldKind.SIGNATURE, FieldKind.FILE})
BEGIN_EMPTY = SILENT | ACTS
