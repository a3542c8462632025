"""Elena's life at the clinic, with one of everything that an archive holds, and of everything that it must not."""

import io
import json
import zipfile
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from appointments.models import Appointment, Export
from forms.generation import generate
from forms.models import FieldKind, Form, FormFile, FormTemplate, FormType
from forms.settlement import attach_papers, waive
from forms.uploads import Upload
from patients.models import Guardianship, Patient
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.worker import run
from restartix.tools.sample.loader import as_owner
from tests.forms.conftest import key_of, use
from videocall.models import DeviceTest, Outcome, Participant

SCAN, SECRET_SCAN, OTHERS_SCAN = (
    b"%PDF-1.7 " + whose for whose in (b"Elena's", b"a colleague's", b"Mihai's")
)
SIGNED_BY_HAND, WHY_WAIVED = b"%PDF-1.7 signed by hand", "Answered on the phone"
SECRET, FINDINGS = "Anxious; be gentle with the news", "Full range of motion"


@dataclass
class Archive:
    """As it was fetched, unpacked."""

    files: dict[str, bytes]
    export: Export

    @property
    def page(self):
        return self.files["index.html"].decode()

    @property
    def said(self):
        return json.loads(self.files["data.json"])

    @property
    def whole(self):
        """All of it that is text."""
        return self.page + self.files["data.json"].decode()


@pytest.fixture
def fetch(committed, admin):
    """Somebody asks for the archive of a person, the worker packs it, they fetch it."""

    def ask(seat, person, language="en"):
        client = seat.client()
        client.cookies["django_language"] = language
        assert client.post(seat.at(f"my/people/{person.pk}/data/")).status_code == 302
        with seat.scope():
            export = Export.objects.filter(person=person).latest("created_at")
        assert work(committed, admin, subject=f"export:{export.pk}") == ["done"]
        answer = client.get(seat.at(f"my/archives/{export.pk}/"))
        assert answer.status_code == 200
        with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
            return Archive({name: files.read(name) for name in files.namelist()}, export)

    return ask


def work(committed, admin, **which):
    """The worker does what was asked for, and does it once."""
    with admin.scope():
        effects = list(Effect.objects.filter(state="pending", **which))
    with committed.as_role("worker"):
        said = [run(one.organisation_id, str(one.pk)) for one in effects]
        assert {run(one.organisation_id, str(one.pk)) for one in effects} == {"nothing to do"}
    return said


@pytest.fixture
def life(committed, cast, admin, specialist, patient):
    """At Aurora all that Elena may have; beside it what is the staff's, Mihai's, or another clinic's."""
    letter, report = _forms(cast, admin)
    _settle_otherwise(cast, admin)
    with specialist.scope() as actor:
        visit = Appointment.objects.get(pk=cast.soon.pk)
        visit.confirm(by=actor)
        visit.start(by=actor)
    _send(patient, letter, key_of(letter, "Letter"), SCAN)
    _send(specialist, report, key_of(report, "Scan"), SECRET_SCAN)
    page = specialist.at(f"appointments/{report.appointment_id}/forms/{report.pk}/signature/")
    said = {"Findings": FINDINGS, "For colleagues": SECRET}
    answers = {key_of(report, label): words for label, words in said.items()}
    answer = specialist.client().post(page, {"revision": "1", **answers})
    assert answer.status_code == 302
    assert work(committed, admin, kind=Kind.DOCUMENT, appointment_id=report.appointment_id) == ["done"]
    with patient.scope():
        DeviceTest.objects.create(**_at(cast), browser="Firefox", camera=Outcome.OK)
    with committed.as_role("owner"), as_owner():
        Participant.objects.create(**_at(cast), side="patient", display_name=cast.elena.name)
        _elsewhere(cast)
    return letter, report


def _at(cast):
    return {"organisation": cast.aurora.organisation, "appointment_id": cast.soon.pk}


def _forms(cast, admin):
    """A letter to be handed in, and a report with something private."""
    with admin.scope() as actor:
        about = {"organisation": cast.aurora.organisation}
        letter = FormTemplate.objects.create(name="Your letter", type=FormType.SURVEY, **about)
        use(letter, "Letter", 0, kind=FieldKind.FILE)
        report = FormTemplate.objects.create(name="The report", type=FormType.REPORT, **about)
        use(report, "Findings", 0, required=True)
        use(report, "For colleagues", 1, private=True)
        use(report, "Scan", 2, kind=FieldKind.FILE, private=True)
        made = generate(visit=Appointment.objects.get(pk=cast.soon.pk), templates=[letter, report], by=actor)
    return {form.name: form for form in made}["Your letter"], {form.name: form for form in made}["The report"]


def _settle_otherwise(cast, admin):
    """One form that was signed on paper, and one that was waived."""
    with admin.scope() as actor:
        about = {"organisation": cast.aurora.organisation, "type": FormType.SURVEY}
        templates = [FormTemplate.objects.create(name=name, **about) for name in ("On paper", "Done without")]
        for template in templates:
            use(template, "Anything else?", 0)
        made = generate(visit=Appointment.objects.get(pk=cast.soon.pk), templates=templates, by=actor)
        forms = {form.name: form for form in made}
        attach_papers(forms["On paper"], [Upload("Paper.pdf", "application/pdf", SIGNED_BY_HAND)], by=actor)
        waive(forms["Done without"], reason=WHY_WAIVED, by=actor)


def _send(seat, form, key, content):
    side = "appointments" if form.filled_by == "specialist" else "visits"
    path = seat.at(f"{side}/{form.appointment_id}/forms/{form.pk}/?auto=1")
    answer = seat.client().post(path, {"revision": "0", key: SimpleUploadedFile("Letter, May.pdf", content)})
    assert answer.status_code < 400


def _elsewhere(cast):
    """Mihai's file, whoever acts for Elena, and a visit of hers at another clinic."""
    mihais = Form.objects.filter(appointment__patient_person=cast.mihai).exclude(status="signed").first()
    FormFile.objects.create(
        organisation=mihais.organisation, form=mihais, question=mihais.pk, name="his.pdf", content=OTHERS_SCAN
    )
    Guardianship.objects.create(
        organisation=cast.aurora.organisation, person=cast.elena, user=cast.maria.user, rights=["book"]
    )
    Patient.objects.create(organisation=cast.riverside.organisation, person=cast.elena)
    there = cast.riverside.visits[-1]
    Appointment.objects.filter(pk=there.pk).update(patient_person=cast.elena, booked_as=cast.elena)
