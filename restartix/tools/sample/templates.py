"""A library of questions, and one form template of each type made of them."""

from __future__ import annotations

from typing import Any

from forms.models import Field, FieldKind, FormTemplate, FormType, TemplateField
from restartix.tools.sample.world import Clinic, World, known_id

K = FieldKind
LIBRARY: dict[str, dict[str, Any]] = {
    "consent": {
        "kind": K.CONSENT,
        "label": "I have been told what the treatment is, what it can and can't do, and what its risks are. I had time "
        "to ask, and I agree to it. I may stop at any time.",
    },
    "promotion": {
        "kind": K.CONSENT,
        "label": "I understand that the Healthy Back price holds for this one consultation, and that a visit cancelled "
        "less than a day ahead can't be moved to another date at the same price.",
    },
    "data": {"kind": K.CONSENT, "label": "I agree that my specialist keeps notes of this visit in my record."},
    "reason": {"kind": K.LONG_TEXT, "label": "What brings you to us?", "help": "In your own words."},
    "since": {"kind": K.TEXT, "label": "Since when?"},
    "pain": {"kind": K.SCALE, "label": "How strong is the pain today?", "help": "0: none, 10: unbearable",
             "least": 0, "most": 10},
    "where": {"kind": K.CHOICES, "label": "Where does it hurt?",
              "options": ["Neck", "Shoulder", "Back", "Hip", "Knee", "Somewhere else"]},
    "takes": {"kind": K.YES_NO, "label": "Do you take any medicines?"},
    "medication": {"kind": K.LONG_TEXT, "label": "Which ones, and how much?"},
    "allergies": {"kind": K.LONG_TEXT, "label": "Allergies"},
    "blood": {"kind": K.CHOICE, "label": "Blood type",
              "options": ["0+", "0-", "A+", "A-", "B+", "B-", "AB+", "AB-"]},
    "contact": {"kind": K.TEXT, "label": "Whom may we call in an emergency?"},
    "vitals": {"kind": K.HEADING, "label": "Measured at the visit"},
    "weight": {"kind": K.NUMBER, "label": "Weight", "unit": "kg", "least": 2, "most": 350},
    "pulse": {"kind": K.NUMBER, "label": "Resting pulse", "unit": "1/min", "least": 20, "most": 250},
    "flexion": {"kind": K.NUMBER, "label": "Flexion", "unit": "°", "least": 0, "most": 180},
    "taken": {"kind": K.DATE, "label": "Taken on"},
    "findings": {"kind": K.LONG_TEXT, "label": "Findings"},
    "diagnosis": {"kind": K.TEXT, "label": "Diagnosis"},
    "plan": {"kind": K.LONG_TEXT, "label": "Plan"},
    "private": {"kind": K.LONG_TEXT, "label": "Notes for colleagues", "help": "Patients never see this."},
    "exercises": {"kind": K.LONG_TEXT, "label": "Exercises at home"},
    "often": {"kind": K.CHOICE, "label": "How often?", "options": ["Daily", "Every other day", "Twice a week"]},
    "medicine": {"kind": K.TEXT, "label": "Medicine"},
    "dose": {"kind": K.TEXT, "label": "Dose and how to take it"},
}  # fmt: skip

# A question's marks: * must be answered, ! private to staff, + a note for colleagues, ?x shown when x is yes, =x bound
# to the profile's x.
TEMPLATES: dict[str, tuple[str, str, bool, str]] = {
    "consent": ("Treatment consent", FormType.DISCLAIMER, True, "consent* data*"),
    "promotion": ("Healthy Back terms", FormType.DISCLAIMER, True, "promotion*"),
    "intake": (
        *("Before your visit", FormType.SURVEY, True),
        "reason* since pain* where takes* medication?takes=medication allergies=allergies blood=blood_type "
        "contact=emergency_contact",
    ),
    "measurements": ("Measurements", FormType.PARAMETERS, False, "vitals weight pulse flexion"),
    "analysis": ("Voice analysis", FormType.ANALYSIS, False, "taken* findings*"),
    "advice": ("Advice for home", FormType.ADVICE, False, "exercises* often*"),
    "report": ("Visit report", FormType.REPORT, True, "findings* diagnosis* plan private!+"),
    "prescription": ("Prescription", FormType.PRESCRIPTION, False, "medicine* dose*"),
}
HELD_BY = {"aurora": tuple(TEMPLATES), "riverside": ("consent", "report")}


def design(world: World) -> None:
    for slug, held in HELD_BY.items():
        clinic = world.clinics[slug]
        library = _library(clinic)
        for key in held:
            _template(clinic, key, library)


def _library(clinic: Clinic) -> dict[str, Field]:
    slug = clinic.organisation.slug
    made = {
        key: Field(id=known_id("field", slug, key), organisation=clinic.organisation, **said)
        for key, said in LIBRARY.items()
    }
    Field.objects.bulk_create(made.values())
    return made


def _template(clinic: Clinic, key: str, library: dict[str, Field]) -> None:
    name, kind, required, questions = TEMPLATES[key]
    template = FormTemplate.objects.create(
        id=known_id("template", clinic.organisation.slug, key),
        organisation=clinic.organisation,
        name=name,
        type=kind,
        is_required=required,
    )
    TemplateField.objects.bulk_create(
        _use(template, library, mark, position) for position, mark in enumerate(questions.split())
    )
    clinic.templates[key] = template
    clinic.snapshots[template.pk] = template.snapshot()


def _use(template: FormTemplate, library: dict[str, Field], mark: str, position: int) -> TemplateField:
    rest, _, bound_to = mark.partition("=")
    rest, _, condition = rest.partition("?")
    field = library[rest.rstrip("*!+")]
    return TemplateField(
        id=known_id("use", str(template.pk), str(field.pk)),
        organisation_id=template.organisation_id,
        template=template,
        field=field,
        position=position,
        is_required="*" in rest,
        is_private="!" in rest,
        is_for_colleagues="+" in rest,
        bound_to=bound_to,
        shown_when={"field": str(library[condition].pk), "is": True} if condition else None,
    )
