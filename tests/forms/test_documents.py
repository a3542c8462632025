"""A signed form on paper: the clinic's letterhead, what was signed, and nothing private in the patient's copy."""

import hashlib
from io import BytesIO

import pytest
from django.db import transaction
from pypdf import PdfReader

from appointments.models import Appointment, Status
from forms.answer_form import AnswerForm
from forms.documents import make_documents
from forms.generation import generate
from forms.models import Document, Form, FormTemplate, SignatureMethod
from forms.pdf import typeset
from forms.signature import sign
from forms.signing_form import Signature
from restartix.core.effects.models import Effect, Kind
from tests.forms.conftest import key_of, use

SECRET = "Afraid of the operation"
HOSTILE = '#import "x.typ": * <b>$x$ "quoted" ș'
DRAWN = "M10 10L50 60L90 20L120 80L400 160"


@pytest.fixture
def signed(committed, cast, admin, specialist):
    """A report with something private, signed by Ioana by hand, and committed as a request would."""
    with admin.scope() as actor:
        template = FormTemplate.objects.create(
            organisation=cast.aurora.organisation, name="Report", type="report", signing="drawn"
        )
        use(template, "Findings", 0, required=True)
        use(template, "Notes", 1, private=True)
        (form,) = generate(visit=Appointment.objects.get(pk=cast.soon.pk), templates=[template], by=actor)
        Appointment.objects.filter(pk=cast.soon.pk).update(status=Status.INPROGRESS)
    said = {key_of(form, "Findings"): HOSTILE, key_of(form, "Notes"): SECRET}
    with specialist.scope() as actor:
        form = Form.objects.get(pk=form.pk)
        paper = AnswerForm(form, said, shows_private=True, complete=True)
        signature = Signature("Dr. Ioana Munteanu", SignatureMethod.DRAWN, DRAWN)
        sign(form=form, paper=paper, revision=0, by=actor, signature=signature, address="192.0.2.7")
    return form


def make(committed, form):
    """As the worker does it; answers how many papers were made."""
    with committed.as_role("worker"):
        effect = Effect(
            kind=Kind.DOCUMENT, organisation_id=form.organisation_id, appointment_id=form.appointment_id
        )
        return make_documents(effect)


def words(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(bytes(content))).pages)


def drawn_paths(content):
    page = PdfReader(BytesIO(bytes(content))).pages[0]
    return len(page.get_contents().get_data()) + sum(
        len(one.get_object().get_data()) for one in page["/Resources"].get("/XObject", {}).values()
    )


def test_signing_asks_for_the_papers_and_the_worker_makes_them_once(committed, signed, specialist, patient):
    with specialist.scope():
        assert Effect.objects.filter(kind=Kind.DOCUMENT, appointment=signed.appointment_id).count() == 1

    assert make(committed, signed) == "2"
    assert make(committed, signed) == "0"

    with specialist.scope():
        ours, theirs = Document.objects.filter(form=signed).order_by("is_for_patient")
        assert SECRET in words(ours.content)
        assert hashlib.sha256(bytes(theirs.content)).hexdigest() == theirs.sha256
        read = words(theirs.content)
    assert SECRET not in read
    assert SECRET.encode() not in bytes(theirs.content)
    for said in (
        "Aurora",
        "Report",
        "Elena",
        HOSTILE,
        "Dr. Ioana Munteanu",
        "Bucharest time",
        signed.content_hash[:16],
    ):
        assert said in read.replace("\n", "")
    with patient.scope():
        assert [paper.is_for_patient for paper in Document.objects.filter(form=signed)] == [True]


def test_each_side_downloads_its_own_copy(committed, signed, specialist, patient, visitor):
    make(committed, signed)
    path = f"{signed.appointment_id}/forms/{signed.pk}/document/"

    ours = specialist.client().get(specialist.at(f"appointments/{path}"))
    theirs = patient.client().get(patient.at(f"visits/{path}"))

    assert SECRET in words(ours.content)
    assert SECRET not in words(theirs.content)
    assert theirs["Content-Type"] == "application/pdf"
    assert theirs["Content-Disposition"].startswith('attachment; filename="report-')
    assert visitor.client().get(visitor.at(f"visits/{path}")).status_code == 302
    assert patient.client().get(patient.at(f"appointments/{path}")).status_code == 404


def test_the_same_form_gives_the_same_bytes_and_shows_the_drawing(committed, signed, specialist):
    with specialist.scope():
        form = Form.objects.get(pk=signed.pk)
        once, again = typeset(form, shows_private=False), typeset(form, shows_private=False)
        form.signature = ""
        undrawn = typeset(form, shows_private=False)

    assert once == again
    assert drawn_paths(once) > drawn_paths(undrawn)


def test_a_paper_never_changes(committed, signed, specialist):
    make(committed, signed)

    with (
        committed.as_role("worker"),
        pytest.raises(Exception, match="permission denied"),
        transaction.atomic(),
    ):
        Document.objects.update(content=b"")
    owner = committed.connect("owner")
    owner.execute("SELECT set_config('app.system_context', 'on', false)")
    with pytest.raises(Exception, match="permanent"):
        owner.execute("UPDATE forms_document SET content = ''")


def test_the_file_itself_can_be_checked_by_anyone_who_has_it(
    committed, signed, patient, visitor, other_admin
):
    make(committed, signed)
    path = f"visits/{signed.appointment_id}/forms/{signed.pk}/document/"
    paper = patient.client().get(patient.at(path)).content

    stands = check(visitor, paper)
    changed = check(visitor, paper + b" ")
    elsewhere = check(other_admin, paper)

    assert "It is as it was signed" in stands.text
    assert "Elena" not in stands.text
    assert changed.status_code == elsewhere.status_code == 404
    assert "We don’t recognise this page" in changed.text


def check(seat, content):
    file = BytesIO(content)
    file.name = "report.pdf"
    return seat.client().post(seat.at("check/"), {"file": file})
