"""Files: kept with their answer, refused when they are not what we take, seen by whoever sees the form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from forms.models import FormFile
from forms.uploads import LARGEST_REQUEST
from tests.forms.conftest import answer_of, key_of, now
from tests.forms.test_photos import picture

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a letter"


@pytest.fixture
def survey(made, design):
    return made(
        design("Survey", since={}, weight={"kind": "number", "least": 2, "most": 300}, scan={"kind": "file"})
    )


def test_a_file_is_kept_with_its_answer_and_served_as_a_download(
    survey, type_in, by_link, patient, other_admin
):
    type_in(survey, scan=SimpleUploadedFile("../../Scan <b>.PDF.exe", PDF))

    kept = answer_of(now(by_link, survey), "scan")
    assert (kept["name"], kept["type"], kept["size"]) == ("Scan _b_.PDF.pdf", "application/pdf", len(PDF))
    served = by_link.client().get(by_link.at(f"files/{kept['file']}/"))
    assert served.content == PDF
    assert served["Content-Disposition"].startswith("attachment")
    assert served["X-Content-Type-Options"] == "nosniff"
    assert patient.client().get(patient.at(f"files/{kept['file']}/")).status_code == 200
    assert other_admin.client().get(other_admin.at(f"files/{kept['file']}/")).status_code == 404
    assert other_admin.client().get(by_link.at(f"files/{kept['file']}/")).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<script>alert(1)</script>", "not a PDF, PNG, JPEG or HEIC file"),
        (b"MZ%PDF-", "not a PDF, PNG, JPEG or HEIC file"),
        (b"", "empty"),
        (PDF + b"x" * 5 * 1024 * 1024, "too large"),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_is_lost(survey, type_in, by_link, content, words):
    type_in(survey, scan=SimpleUploadedFile("scan.pdf", PDF))

    answer = type_in(survey, since="May", scan=SimpleUploadedFile("scan.pdf", content))

    assert words in answer.text
    found = now(by_link, survey)
    assert answer_of(found, "since") == "May"
    assert answer_of(found, "scan")["size"] == len(PDF)


def test_more_than_any_page_sends_is_turned_away_unread(survey, type_in, by_link):
    answer = type_in(survey, scan=SimpleUploadedFile("scan.pdf", PDF + b"x" * LARGEST_REQUEST))

    assert answer.status_code == 400
    assert now(by_link, survey).answers == {}


def test_a_file_taken_away_is_gone(survey, type_in, by_link):
    type_in(survey, scan=SimpleUploadedFile("scan.pdf", PDF))
    kept = answer_of(now(by_link, survey), "scan")

    form = now(by_link, survey)
    by_link.client().post(
        by_link.at(f"visits/{form.appointment_id}/forms/{form.pk}/?auto=1"),
        {"revision": "1", f"{key_of(form, 'scan')}-clear": "on"},
    )

    assert answer_of(now(by_link, survey), "scan") is None
    assert by_link.client().get(by_link.at(f"files/{kept['file']}/")).status_code == 404


def test_a_signed_forms_files_never_change(survey, type_in, by_link, admin):
    type_in(survey, scan=SimpleUploadedFile("scan.png", picture("PNG")))
    by_link.client().post(
        by_link.at(f"visits/{survey.appointment_id}/forms/{survey.pk}/signature/"),
        {"revision": "1", "signer_name": "Elena"},
    )

    assert now(by_link, survey).is_signed
    with admin.scope(), pytest.raises(IntegrityError), transaction.atomic():
        FormFile.objects.filter(form=survey).update(content=b"")


def test_a_private_file_is_the_staffs_alone(made, design, specialist, patient, by_link):
    report = made(design("Report", "report", findings={}, scan={"kind": "file", "private": True}))
    page = specialist.at(f"appointments/{report.appointment_id}/forms/{report.pk}/")
    browser = specialist.client()
    browser.post(
        f"{page}?auto=1", {"revision": "0", key_of(report, "scan"): SimpleUploadedFile("x.pdf", PDF)}
    )
    with specialist.scope():
        file = FormFile.objects.get(form=report).pk
    browser.post(
        f"{page}signature/", {"revision": "1", "signer_name": "Ioana", key_of(report, "findings"): "Well"}
    )

    assert now(patient, report).is_signed
    assert specialist.client().get(specialist.at(f"files/{file}/")).content == PDF
    assert patient.client().get(patient.at(f"files/{file}/")).status_code == 404
    assert by_link.client().get(by_link.at(f"files/{file}/")).status_code == 404
