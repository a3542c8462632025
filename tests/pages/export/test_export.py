"""One's own data: the archive is opened as a person would, and holds what they may see and nothing else."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from appointments.models import Appointment, Export, PatientServicePlan, Status
from forms.models import Consent, Document, Form, FormFile, Side
from patients.models import Guardianship
from restartix.core.effects.models import Kind
from restartix.flows.export.archive import empty_what_lapsed
from restartix.flows.export.gather import gather
from restartix.flows.visit_forms import bring_forms
from restartix.messages.patients import LETTERS
from reviews.models import Review
from tests.making import night
from tests.pages.export.conftest import (
    FINDINGS,
    OTHERS_SCAN,
    SCAN,
    SECRET,
    SECRET_SCAN,
    SIGNED_BY_HAND,
    WHY_WAIVED,
)
from tests.pages.export.test_held import HELD


def found_at(said, path):
    """What stands there, of every visit and form."""
    name, _, rest = path.partition("/")
    values = said[name] if isinstance(said[name], list) else [said[name]]
    return [one for value in values for one in (found_at(value, rest) if rest else [value]) if one]


def test_it_holds_everything_that_is_theirs_and_nothing_else(life, fetch, patient, cast, committed):
    _letter, report = life
    archive = fetch(patient, cast.elena)
    said = archive.said

    assert {table: bool(found_at(said, path)) for table, path in HELD.items()} == dict.fromkeys(HELD, True)
    _holds_all_rows(said, patient, cast)
    document = found_at(said, "visits/forms/document")
    [file] = found_at(said, "visits/forms/files")
    [on_paper] = found_at(said, "visits/forms/papers")
    names = {"index.html", "data.json", file["file"], on_paper["file"], *(one["file"] for one in document)}
    assert set(archive.files) == names
    assert archive.files[file["file"]] == SCAN
    assert archive.files[on_paper["file"]] == SIGNED_BY_HAND
    assert WHY_WAIVED in archive.page
    assert all(
        f'href="{name}"'.replace(" ", "%20").replace(",", "%2C") in archive.page
        for name in names - {"index.html"}
    )
    [paper] = [one["file"] for one in document if str(report.pk)[:8] in one["file"]]
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(archive.files[paper])).pages)
    assert FINDINGS in printed
    assert FINDINGS in archive.page

    for everything in (archive.whole, printed):
        assert not [word for word in (SECRET, "For colleagues", "Scan") if word in everything]
    assert not {SECRET_SCAN, OTHERS_SCAN} & set(archive.files.values())
    others = {one.name for clinic in (cast.aurora, cast.riverside) for one in clinic.persons}
    assert [name for name in others - {cast.elena.name, cast.maria.name} if name in archive.whole] == []
    assert cast.riverside.organisation.name not in archive.whole
    assert "The patient will come" not in archive.page, "what the staff were told is not theirs"
    _is_logged_and_lapses(archive.export, committed, patient)


def _holds_all_rows(said, patient, cast):
    """Counted against what the database shows them of this person."""
    mine = {"appointment__patient_person": cast.elena}
    with patient.scope():
        forms = Form.objects.filter(**mine)
        counted = {
            "visits": Appointment.objects.not_removed().filter(patient_person=cast.elena).count(),
            "visits/forms": forms.count(),
            "visits/forms/document": Document.objects.filter(form__in=forms, is_for_patient=True).count(),
            "visits/forms/files": FormFile.objects.filter(form__in=forms).count(),
            "visits/review": Review.objects.filter(**mine).count(),
            "consents": Consent.objects.filter(person=cast.elena).count(),
            "plans": PatientServicePlan.objects.filter(person=cast.elena).count(),
        }
    assert {path: len(found_at(said, path)) for path in counted} == counted
    assert counted["visits/forms/document"], "the papers of what was signed should be there"
    assert {"booked", "onboarded"} <= {one["code"] for one in said["messages"]} <= set(LETTERS)
    [plan] = said["plans"]
    assert plan["sessions"] == plan["used"] + plan["planned"] + plan["left"]


def _is_logged_and_lapses(export, committed, patient):
    superuser = committed.connect("superuser")
    rows = superuser.execute(
        "SELECT columns FROM organisations_audit WHERE row_id = %s AND action = 'update'", [str(export.pk)]
    )
    assert ["downloaded_at"] in [columns for (columns,) in rows], "the download is logged"

    lapsed = timezone.now() - timedelta(minutes=1)
    superuser.execute("UPDATE appointments_export SET expires_at = %s WHERE id = %s", [lapsed, export.pk])
    assert patient.client().get(patient.at(f"my/archives/{export.pk}/")).status_code == 404
    with committed.as_role("worker"):
        assert (empty_what_lapsed(), empty_what_lapsed()) == (1, 0)
    kept = superuser.execute("SELECT content FROM appointments_export WHERE id = %s", [export.pk]).fetchone()
    assert kept == (None,), "no copy lies about"


def test_it_reads_in_romanian_too_and_is_nobody_elses_file(
    fetch, patient, guardian, admin, other_admin, cast
):
    archive = fetch(patient, cast.elena, "ro")

    assert '<html lang="ro">' in archive.page
    for words in ("Programări", "Toate orele", "București", "Realizată"):
        assert words in archive.page
    assert set(archive.said) >= {"visits", "plans"}, "the data keep their names in every language"
    for seat in (guardian, admin, other_admin):
        assert seat.client().get(seat.at(f"my/archives/{archive.export.pk}/")).status_code == 404


@pytest.mark.usefixtures("db")
class TestAsking:
    def test_a_guardian_gets_what_their_rights_show(self, guardian, admin, cast):
        with admin.scope():
            Guardianship.objects.filter(person=cast.luca).update(rights=["book"])

        guardian.client().post(guardian.at(f"my/people/{cast.luca.pk}/data/"))

        with guardian.scope():
            said = Export.objects.get(person=cast.luca).gathered
            assert (said["profile"], said["consents"]) == ({}, [])
            assert not [form for visit in said["visits"] for form in visit["forms"] if form["answers"]]
            assert not Form.objects.filter(
                appointment__patient_person=cast.luca, filled_by=Side.PATIENT
            ).exists()

    def test_messages_are_told_to_whoever_acts_for_the_person_alone(self, patient, specialist, admin, cast):
        def told(seat, person):
            with seat.scope(), connection.cursor() as cursor:
                cursor.execute("SELECT code FROM public.messages_about(%s)", [person.pk])
                return {code for (code,) in cursor.fetchall()}

        with admin.scope():
            for code in (*LETTERS, "confirmed", "low-rating-staff"):
                cast.soon.require(Kind.MAIL, code=code, subject=code)

        assert told(patient, cast.elena) == set(LETTERS)
        assert not told(patient, cast.mihai)
        assert not told(specialist, cast.elena)

    def test_more_visits_cost_no_more_questions(self, patient, admin, cast, make_visit):
        def asked():
            with patient.scope(), CaptureQueriesContext(connection) as seen:
                gather(cast.elena, cast.aurora.organisation)
            return len(seen)

        before = asked()
        for days in (30, 31, 32):
            visit = make_visit(Status.UPCOMING, at=night(days), person=cast.elena)
            with admin.scope() as actor:
                bring_forms(visit, by=actor)

        assert asked() == before

    def test_a_strangers_data_is_no_page(self, patient, cast):
        assert patient.client().post(patient.at(f"my/people/{cast.mihai.pk}/data/")).status_code == 404
