"""Whether an answer is carried over from one visit to the next: what is asked about today begins empty each time."""

from __future__ import annotations

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

# Words of the languages that clinics here write their questions in.
ABOUT_TODAY = re.compile(
    r"\b(?:today|tonight|now|at the moment|this (?:morning|afternoon|evening|week)|since your last (?:visit|session)"
    r"|azi|ast[ăa]zi|acum(?!\s+(?:\d|mult|câ|cî))|în acest moment|[iî]n momentul de față|(?:în )?dimineața aceasta"
    r"|s[ăa]pt[ăa]m[âa]na (?:aceasta|asta)|de la ultima (?:vizit[ăa]|ședinț[ăa]))\b",
    re.IGNORECASE,
)


class Carried(models.TextChoices):
    """What a question says of it; one that says nothing is carried over unless it asks about today."""

    ALWAYS = "always", _("Yes, always")
    NEVER = "never", _("No, it begins empty")
