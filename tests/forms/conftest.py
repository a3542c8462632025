"""A visit under way with Ioana, and forms designed for the test at hand."""

import uuid

import pytest

from appointments.models import Appointment, Status
from forms.generation import generate
from forms.models import Field, FieldKind, Form, FormTemplate, FormType, Side, TemplateField
from tests.cast import Seat


@pytest.fixture
def visit(db, cast):
    """Elena's next visit, as loaded."""
    return cast.soon


@pytest.fixture
def design(db, cast, admin):
    """Design a template: `design("Name", type, pain={"kind": "scale", "required": True})`."""

    def make(name, kind=FormType.SURVEY, **questions):
        with admin.scope():
            template = FormTemplate.objects.create(
                organisation=cast.aurora.organisation, name=name, type=kind
            )
            for position, (label, said) in enumerate(questions.items()):
                use(template, label, position, **said)
        return template

    return make


def use(
    template, label, position, *, kind=FieldKind.TEXT, required=False, private=False, bound_to="", **more
):
    field = Field.objects.create(
        id=more.pop("id", uuid.uuid4()),
        organisation=template.organisation,
        label=label,
        kind=kind,
        options=more.pop("options", []),
        least=more.pop("least", None),
        most=more.pop("most", None),
    )
    return TemplateField.objects.create(
        organisation=template.organisation,
        template=template,
        field=field,
        position=position,
        is_required=required,
        is_private=private,
        bound_to=bound_to,
        shown_when=more.pop("shown_when", None),
    )


@pytest.fixture
def made(visit, admin):
    """Make the visit's form from this template. What a specialist signs, they sign once the visit is in progress."""

    def make(template):
        with admin.scope() as actor:
            if template.filled_by == Side.SPECIALIST:
                Appointment.objects.filter(pk=visit.pk).update(status=Status.INPROGRESS)
            (form,) = generate(visit=fresh(visit), templates=[template], by=actor)
        return form

    return make


def fresh(visit):
    return Appointment.objects.get(pk=visit.pk)


def key_of(form, label):
    """The name of the control that asks this."""
    return next(f"q{asked['id']}" for asked in form.snapshot if asked["label"] == label)


def answer_of(form, label):
    asked = next(asked["id"] for asked in form.snapshot if asked["label"] == label)
    return form.answers.get(asked)


def page_of(seat: Seat, form, name="forms", end=""):
    side = "appointments" if seat.user_id and not seat.link and name == "desk" else "visits"
    return seat.at(f"{side}/{form.appointment_id}/forms/{form.pk}/{end}")


@pytest.fixture
def type_in(by_link):
    """Type into a form's page; it saves itself."""
    browser = by_link.client()

    def send(form, *, revision=None, auto=True, **said):
        revision = now(by_link, form).revision if revision is None else revision
        extra = {name: said.pop(name) for name in ("anyway", "wrong") if name in said}
        data = {key_of(form, label): value for label, value in said.items()}
        path = by_link.at(f"visits/{form.appointment_id}/forms/{form.pk}/{'?auto=1' if auto else ''}")
        headers = {"HX-Request": "true"} if auto else {}
        return browser.post(path, data | extra | {"revision": str(revision)}, headers=headers)

    return send


def now(seat, form):
    with seat.scope():
        return Form.objects.get(pk=form.pk)


@pytest.fixture
def survey(serving, admin, cast):
    """Of one question, on the visit that is soon."""
    with admin.scope() as actor:
        template = FormTemplate.objects.create(
            organisation=cast.aurora.organisation, name="Sleep", type=FormType.SURVEY
        )
        use(template, "Since when?", 0)
        visit = Appointment.objects.get(pk=cast.soon.pk)
        (form,) = generate(visit=visit, templates=[template], by=actor)
    return form
