"""B5: a visit of somebody without e-mail is completed in three ways, each recorded and shown.

The patient signs at the clinic, on a browser whose staff session is locked in every tab; staff attach the signed paper;
or the visit's specialist or an admin waives a patient's form, with a reason, which is never a consent.
"""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from appointments.models import Appointment, Status
from forms.generation import generate
from forms.models import ClinicSigning, Consent, Form, SignedPaper, Waiver
from forms.models import Status as FormStatus
from restartix.identity.codes import digits_of
from restartix.identity.models import Session
from restartix.organisations.models import Event
from tests.forms.conftest import design as design
from tests.forms.conftest import key_of
from tests.making import night

pytestmark = pytest.mark.django_db
WORDS = "I agree to the treatment."
PDF = b"%PDF-1.4 a scan"


@pytest.fixture
def visit(make_visit, cast):
    return make_visit(Status.INPROGRESS, at=night(-1))


@pytest.fixture
def consent(visit, design, admin):
    return make(
        visit, design("Consent", "disclaimer", **{WORDS: {"kind": "consent", "required": True}}), admin
    )


def make(visit, template, admin):
    with admin.scope() as actor:
        (form,) = generate(appointment=Appointment.objects.get(pk=visit.pk), templates=[template], by=actor)
    return form


def desk(seat, form, end=""):
    return seat.at(f"appointments/{form.appointment_id}/forms/{form.pk}/{end}")


def of_visit(seat, visit, end=""):
    return seat.at(f"appointments/{visit.pk}/{end}")


def now(admin, form):
    with admin.scope():
        return Form.objects.get(pk=form.pk)


def complete(seat, visit):
    return seat.client().post(of_visit(seat, visit, "completion/"), follow=True)


def status_of(admin, visit):
    with admin.scope():
        return Appointment.objects.get(pk=visit.pk).status


def given(specialist, visit):
    """The specialist's browser, given to the patient."""
    browser = specialist.client()
    browser.get(specialist.at("dashboard/"))
    answer = browser.post(of_visit(specialist, visit, "signing/"))
    assert answer.status_code == 302
    assert answer["Location"] == specialist.at(f"sign/{visit.pk}/")
    return browser


def sign(browser, seat, form, **said):
    data = {
        "revision": "0",
        key_of(form, WORDS): "on",
        "signer_name": "Maria Stan",
        "cannot_draw": "on",
    } | said
    address = seat.at(f"sign/{form.appointment_id}/forms/{form.pk}/signature/")
    return browser.post(address, data, headers={"HX-Request": "true"})


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


def test_the_lock_holds_for_every_route_until_the_same_member_unlocks(
    visit, consent, specialist, cast, monkeypatch
):
    monkeypatch.setattr("restartix.identity.codes.new_nonce", lambda: "of this test")
    from tests.architecture.test_routes import routes

    browser = given(specialist, visit)
    left, some, there = [], str(visit.service_id), specialist.at("unlock/")
    for route, entry in routes("restartix.clinic_urls"):
        if getattr(entry.callback, "open_while_locked", False):
            continue
        path = specialist.at(re.sub(r"<(\w+):\w+>", lambda part: "1" if part[1] == "int" else some, route))
        plain, quiet = browser.get(path), browser.post(path, headers={"Sec-Fetch-Mode": "cors"})
        htmx = browser.get(path, headers={"HX-Request": "true"})
        found = (plain.status_code, quiet.status_code, htmx.headers.get("HX-Redirect"))
        if found != (302, 423, there):
            left.append((route, *found))
    assert left == []
    assert browser.get("/riverside/dashboard/").status_code == 302

    locked = browser.get(of_visit(specialist, visit), follow=True).text
    assert cast.elena.name not in locked
    browser.post(specialist.at("unlock/code/"))
    code = digits_of("of this test")
    wrong = browser.post(specialist.at("unlock/"), {"code": "000000" if code != "000000" else "111111"})
    assert wrong.status_code == 422
    assert browser.get(of_visit(specialist, visit)).status_code == 302
    key = browser.session.session_key
    right = browser.post(specialist.at("unlock/"), {"code": code})

    assert right["Location"] == of_visit(specialist, visit)
    assert browser.get(of_visit(specialist, visit)).status_code == 200
    assert not Session.objects.filter(session_key=key).exists()
    assert browser.get(specialist.at(f"sign/{visit.pk}/")).status_code == 410


def test_a_request_that_began_before_the_lock_does_not_undo_it(visit, consent, specialist):
    browser = specialist.client()
    before = browser.session
    before["seen"] = 1
    browser.post(of_visit(specialist, visit, "signing/"))

    before.save()

    assert browser.get(of_visit(specialist, visit))["Location"] == specialist.at("unlock/")


def test_it_ends_after_ten_idle_minutes(visit, consent, specialist, admin):
    browser = given(specialist, visit)
    with admin.scope():
        long_ago = timezone.now() - timedelta(minutes=11)
        ClinicSigning.objects.filter(appointment=visit).update(used_at=long_ago)

    over = browser.get(specialist.at(f"sign/{visit.pk}/"))

    assert over.status_code == 410
    assert WORDS not in over.text
    assert sign(browser, specialist, consent, relationship="mother").headers["HX-Refresh"] == "true"
    assert not now(admin, consent).is_signed
    assert browser.get(of_visit(specialist, visit)).status_code == 302, "the session stays locked"


def test_a_qr_code_opens_the_same_page_elsewhere_until_it_is_ended(
    visit, consent, specialist, admin, visitor
):
    staff = specialist.client()
    made = staff.post(of_visit(specialist, visit, "signing/code/"), follow=True)
    with admin.scope():
        opened = ClinicSigning.objects.get(appointment=visit)
    phone = visitor.client()
    link = visitor.at(f"sign/{visit.pk}/with/{opened.token}/")

    assert "<svg" in made.text
    assert (opened.expires_at - opened.opened_at) == timedelta(minutes=30)
    assert opened.token not in (opened.token_hash, opened.nonce)
    page = phone.get(link, follow=True)
    assert page.redirect_chain[-1][0] == visitor.at(f"sign/{visit.pk}/")
    assert WORDS in page.text
    assert phone.get(visitor.at("dashboard/")).status_code == 302
    assert staff.get(specialist.at("dashboard/")).status_code == 200, "the staff session isn't locked"
    staff.post(of_visit(specialist, visit, f"signing/{opened.pk}/end/"))
    assert phone.get(visitor.at(f"sign/{visit.pk}/")).status_code == 410
    assert visitor.client().get(link).status_code == 410


def test_after_half_an_hour_the_code_opens_nothing(visit, consent, specialist, admin, visitor):
    specialist.client().post(of_visit(specialist, visit, "signing/code/"))
    with admin.scope():
        opened = ClinicSigning.objects.get(appointment=visit)
    with (
        connection.cursor() as cursor,
        pytest.raises(Exception, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute("UPDATE forms_clinicsigning SET expires_at = now() + interval '9 days'")

    assert opened.expires_at <= timezone.now() + timedelta(minutes=30)


def test_the_token_opens_no_other_visit_and_no_specialists_form(
    visit, consent, design, specialist, admin, visitor, cast
):
    report = make(visit, design("Report", "report", findings={}), admin)
    browser = given(specialist, visit)

    assert browser.get(specialist.at(f"sign/{cast.soon.pk}/")).status_code == 410
    assert browser.get(specialist.at(f"sign/{visit.pk}/forms/{report.pk}/")).status_code == 404


def test_once_the_opener_may_no_longer_read_it_the_page_shows_nothing(
    visit, consent, specialist, admin, cast
):
    browser = given(specialist, visit)
    with admin.scope():
        Appointment.objects.filter(pk=visit.pk).update(specialist=cast.andrei)

    assert browser.get(specialist.at(f"sign/{visit.pk}/")).status_code == 410


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
    assert "neither a PDF" in answer.text
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
        assert "This is no consent" in text
        assert "She can&#x27;t read it" in text
    assert specialist.client().get(desk(specialist, consent, "document/")).status_code == 200
    assert complete(specialist, visit).status_code == 200


@pytest.fixture
def other_specialist(cast):
    return cast.signed_in(cast.andrei.member.user)


def test_nobody_else_waives_or_attaches(
    visit, consent, design, other_specialist, guardian, specialist, admin
):
    report = make(visit, design("Report", "report", findings={}), admin)
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
