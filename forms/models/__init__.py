"""Forms: a library of fields, templates made of them, and instances that freeze what was asked and answered."""

from forms.models.consent import Consent
from forms.models.instances import Form, FormQuerySet, PrivateAnswers, Status
from forms.models.library import Field, FieldKind, FormTemplate, FormType, Side, TemplateField

__all__ = [
    "Consent",
    "Field",
    "FieldKind",
    "Form",
    "FormQuerySet",
    "FormTemplate",
    "FormType",
    "PrivateAnswers",
    "Side",
    "Status",
    "TemplateField",
]
