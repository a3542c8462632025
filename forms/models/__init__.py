"""Forms: a library of fields, templates made of them, and instances that freeze what was asked and answered."""

from forms.models.clinic_signing import ClinicSigning
from forms.models.consent import Consent
from forms.models.documents import Document
from forms.models.files import FormFile
from forms.models.instances import Form, FormQuerySet, FormStatus, PrivateAnswers, SignatureMethod
from forms.models.kinds import ACTS, BEGIN_EMPTY, SILENT, FieldKind
from forms.models.library import (
    Field,
    FormTemplate,
    FormType,
    Side,
    Signing,
    TemplateField,
    TemplateVersion,
)
from forms.models.settlements import SignedPaper, Waiver
from forms.models.signers import NamedSigner

__all__ = [
    "ACTS",
    "BEGIN_EMPTY",
    "SILENT",
    "ClinicSigning",
    "Consent",
    "Document",
    "Field",
    "FieldKind",
    "Form",
    "FormFile",
    "FormQuerySet",
    "FormStatus",
    "FormTemplate",
    "FormType",
    "NamedSigner",
    "PrivateAnswers",
    "Side",
    "SignatureMethod",
    "SignedPaper",
    "Signing",
    "TemplateField",
    "TemplateVersion",
    "Waiver",
]
