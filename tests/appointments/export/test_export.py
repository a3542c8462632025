"""One's own data: the archive is opened as a person would, and holds what they may see and nothing else."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment, Export
from forms.models import Document, Form, Side
from patients.models import Guardianship
from restartix.effects.models import Effect
from restartix.effects.worker import run


@pytest.fixture
def packed(committed, cast, admin, patient):
    """Elena asks, the worker packs, she fetches: the files by name."""
    page = patient.at(f"my/people/{cast.elena.pk}/data/")
    client = patient.client()
    assert client.post(page).status_code == 302
    with admin.scope():
        effect = Effect.objects.get(code="export")
    with committed.as_role("worker"):
        assert run(effect.organisation_id, str(effect.pk)) == "done"
        assert run(effect.organisation_id, str(effect.pk)) == "nothing to do"
    with patient.scope():
        export = Export.objects.get()
    answer = client.get(patient.at(f"my/archives/{export.pk}/"))
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        return {name: files.read(name) for name in files.namelist()}, export


def test_it_holds_everything_that_is_theirs_and_nothing_else(packed, patient, cast, committed):
    files, export = packed
    page, said = files["index.html"].decode(), json.loads(files["data.json"])

    with patient.scope():
        visits = set(Appointment.objects.filter(patient_person=cast.elena).values_list("pk", flat=True))
        forms = list(Form.objects.filter(appointment__patient_person=cast.elena))
        papers = Document.objects.filter(form__in=forms, is_for_patient=True).count()
    assert {visit["number"] for visit in said["visits"]} == visits
    assert sum(len(visit["forms"]) for visit in said["visits"]) == len(forms)
    assert sum(name.startswith("documents/") for name in files) == papers
    assert all(form.name in page for form in forms)
    assert (said["person"]["name"], bool(said["profile"]), bool(said["consents"])) == (
        cast.elena.name,
        True,
        True,
    )

    private = [one for form in forms for one in form.snapshot if one["private"]]
    assert private, "the cast should have private fields, or this proves nothing"
    whole = page + files["data.json"].decode()
    assert not [one["label"] for one in private if one["label"] in whole]
    others = {one.name for one in cast.aurora.persons if one != cast.elena}
    assert not [name for name in others if name in whole]

    rows = committed.connect("superuser").execute(
        "SELECT columns FROM organisations_audit WHERE row_id = %s AND action = 'update'", [str(export.pk)]
    )
    assert ["downloaded_at"] in [columns for (columns,) in rows], "the download is logged"


def test_it_lapses(packed, patient, committed):
    _files, export = packed
    lapsed = timezone.now() - timedelta(minutes=1)
    committed.connect("superuser").execute(
        "UPDATE appointments_export SET expires_at = %s WHERE id = %s", [lapsed, export.pk]
    )

    assert patient.client().get(patient.at(f"my/archives/{export.pk}/")).status_code == 404


def test_it_is_nobody_elses_file(packed, guardian, admin, other_admin):
    _files, export = packed
    for seat in (guardian, admin, other_admin):
        assert seat.client().get(seat.at(f"my/archives/{export.pk}/")).status_code == 404


@pytest.mark.usefixtures("db")
def test_a_guardian_gets_what_their_rights_show(guardian, admin, cast):
    with admin.scope():
        Guardianship.objects.filter(person=cast.luca).update(rights=["book"])

    guardian.client().post(guardian.at(f"my/people/{cast.luca.pk}/data/"))

    with guardian.scope():
        said = Export.objects.get(person=cast.luca).gathered
        assert (said["profile"], said["consents"]) == ({}, [])
        assert not [form for visit in said["visits"] for form in visit["forms"] if form["answers"]]
        assert not Form.objects.filter(appointment__patient_person=cast.luca, filled_by=Side.PATIENT).exists()


def test_a_strangers_data_is_no_page(db, patient, cast):
    assert patient.client().post(patient.at(f"my/people/{cast.mihai.pk}/data/")).status_code == 404
