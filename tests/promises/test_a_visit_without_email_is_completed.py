"""B5: a visit of somebody without e-mail is completed in three ways, each recorded and shown.

The patient signs at the clinic, on a browser whose staff session is locked in every tab; staff attach the signed paper;
or the visit's specialist or an admin waives a patient's form, with a reason, which is never a consent.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from appointments.models import Status
from forms.models import Consent, Form, FormStatus, SignedPaper, Waiver
from restartix.core.clinics.models import Event
from tests.forms.conftest import design as design
from tests.promises.at_the_clinic import WORDS, complete, given, of_visit, sign, status_of
from tests.promises.at_the_clinic import consent as consent
from tests.promises.forms import make_form, now
from tests.promises.forms import other_specialist as other_specialist
from tests.promises.forms import page as desk
from tests.promises.forms import visit as visit

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 a scan"


def test_what_is_not_settled_is_named_with_the_three_ways_beside_it(visit, consent, specialist):
    answer = complete(specialist, visit)

    assert answer.status_code == 409
    assert "Still to be signed: Consent" in answer.text
    for way in (
        of_visit(specialist, visit, "signing/"),
        of_visit(specialist, visit, "signing/code/"),
        desk(specialist, consent, "paper/"),
        desk(specialist, consent, "waiver/"),
    ):
        assert f'action="{way}"' in answer.text
    in_call = specialist.client().post(
        of_visit(specialist, visit, "session/completion/"), headers={"HX-Request": "true"}
    )
    assert in_call.status_code == 422
    assert desk(specialist, consent, "waiver/") in in_call.text


def test_the_patient_signs_at_the_clinic_and_the_visit_is_completed(visit, consent, specialist, admin, cast):
    browser = given(specialist, visit)
    page = browser.get(specialist.at(f"sign/{visit.pk}/"))
    refused = sign(browser, specialist, consent)
    signed = sign(browser, specialist, consent, relationship="mother")

    assert WORDS in page.text
    assert cast.ioana.member.user.name in page.text
    assert "shell-nav" not in page.text
    assert refused.status_code == 422, "of a child it is said who signs"
    assert signed.status_code == 200
    form = now(admin, consent)
    assert (form.status, form.signer_name, form.signer_relationship) == ("signed", "Maria Stan", "mother")
    assert (form.witness_id, form.witness_name, form.signed_by_id) == (
        cast.ioana.member.user_id, cast.ioana.member.user.name, None,
    )  # fmt: skip
    with admin.scope():
        given_here = Consent.objects.get(form=consent)
        verbs = set(Event.objects.filter(appointment=visit).values_list("verb", "actor_kind"))
    assert (given_here.signer_relationship, given_here.witness_name) == ("mother", form.witness_name)
    assert {("opened for signing", "specialist"), ("signed", "clinic")} <= verbs
    shown = admin.client().get(desk(admin, consent)).text
    assert "in the presence of" in shown
    assert "mother" in shown
    assert complete(admin, visit).status_code == 200
    assert status_of(admin, visit) == Status.DONE


def test_a_paper_is_attached_and_the_visit_completed(visit, consent, specialist, admin, guardian, by_link):
    scan = SimpleUploadedFile("../Consent Luca.exe", PDF)
    answer = specialist.client().post(desk(specialist, consent, "paper/"), {"papers": [scan]}, follow=True)
    with admin.scope():
        paper = SignedPaper.objects.get(form=consent)

    assert "Signed on paper" in answer.text
    assert paper.name == "Consent Luca.pdf"
    assert now(admin, consent).status == FormStatus.ON_PAPER
    address = admin.at(f"papers/{paper.pk}/")
    for reader, seen in ((admin, 200), (specialist, 200), (guardian, 200), (by_link, 404)):
        assert reader.client().get(address).status_code == seen
    assert specialist.client().get(desk(specialist, consent, "document/")).content.startswith(b"%PDF")
    with admin.scope():
        assert not Consent.objects.filter(form=consent).exists()
    assert complete(specialist, visit).status_code == 200
    assert status_of(admin, visit) == Status.DONE


def test_what_is_no_scan_is_refused_in_words(consent, specialist, admin):
    answer = specialist.client().post(
        desk(specialist, consent, "paper/"), {"papers": [SimpleUploadedFile("a.pdf", b"MZ")]}
    )

    assert answer.status_code == 422
    assert "not a PDF" in answer.text
    assert now(admin, consent).status == FormStatus.PENDING


def test_a_paper_is_taken_back_until_the_visit_is_done(visit, consent, specialist, admin, guardian):
    browser = specialist.client()
    browser.post(desk(specialist, consent, "paper/"), {"papers": [SimpleUploadedFile("a.pdf", PDF)]})
    with admin.scope():
        paper = SignedPaper.objects.get(form=consent)
    browser.post(desk(specialist, consent, "reopening/"), {"reason": "Somebody else's"})

    assert now(admin, consent).status == FormStatus.IN_PROGRESS
    assert guardian.client().get(admin.at(f"papers/{paper.pk}/")).status_code == 404


def test_a_waiver_completes_the_visit_and_is_no_consent(visit, consent, specialist, admin, guardian):
    empty = specialist.client().post(desk(specialist, consent, "waiver/"), {"reason": " "})
    specialist.client().post(desk(specialist, consent, "waiver/"), {"reason": "She can't read it"})

    assert empty.status_code == 422
    assert now(admin, consent).status == FormStatus.WAIVED
    with admin.scope():
        assert not Consent.objects.filter(form=consent).exists()
        assert Event.objects.filter(
            appointment=visit, verb="form waived", reason="She can't read it"
        ).exists()
    for seat, path in (
        (admin, desk(admin, consent)),
        (guardian, guardian.at(f"visits/{visit.pk}/forms/{consent.pk}/")),
    ):
        text = seat.client().get(path).text
        assert "This is not a consent" in text
        assert "She can&#x27;t read it" in text
    assert specialist.client().get(desk(specialist, consent, "document/")).status_code == 200
    assert complete(specialist, visit).status_code == 200


def test_nobody_else_waives_or_attaches(
    visit, consent, design, other_specialist, guardian, specialist, admin
):
    report = make_form(visit, design("Report", "report", findings={}), admin)
    for seat in (other_specialist, guardian):
        assert seat.client().post(desk(seat, consent, "waiver/"), {"reason": "x"}).status_code == 404
        with seat.scope(), pytest.raises(Exception, match=r"row-level|settled"), transaction.atomic():
            Waiver.objects.create(
                organisation_id=consent.organisation_id, form=consent, reason="x", waived_by_id=seat.user_id
            )
    assert admin.client().post(desk(admin, report, "waiver/"), {"reason": "x"}).status_code == 409
    assert (
        admin.client()
        .post(desk(admin, report, "paper/"), {"papers": [SimpleUploadedFile("a.pdf", PDF)]})
        .status_code
        == 409
    )


@pytest.mark.parametrize("status", [FormStatus.ON_PAPER, FormStatus.WAIVED])
def test_the_database_settles_nothing_without_its_paper_or_waiver(consent, specialist, status):
    with specialist.scope(), pytest.raises(IntegrityError, match="nothing settles"), transaction.atomic():
        Form.objects.filter(pk=consent.pk).update(status=status)


def test_a_settled_form_rests(consent, specialist, guardian):
    specialist.client().post(desk(specialist, consent, "waiver/"), {"reason": "x"})

    for seat in (specialist, guardian):
        with seat.scope(), pytest.raises(IntegrityError), transaction.atomic():
            Form.objects.filter(pk=consent.pk).update(answers={"x": "y"})
        with seat.scope(), pytest.raises(IntegrityError), transaction.atomic():
            Form.objects.filter(pk=consent.pk).update(status=FormStatus.IN_PROGRESS)
