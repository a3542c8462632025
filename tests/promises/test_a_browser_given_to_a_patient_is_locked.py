"""B5: signing at the clinic opens one visit's patient forms alone, on a browser that is locked in every tab.

Only the same member's mailed code unlocks it. Ten idle minutes end the page; a QR code opens it elsewhere for thirty.
"""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from forms.models import ClinicSigning
from restartix.core.clinics.models import Member
from restartix.core.identity.codes import digits_of
from restartix.core.identity.models import Session
from tests.forms.conftest import design as design
from tests.promises.at_the_clinic import WORDS, given, of_visit, sign
from tests.promises.at_the_clinic import consent as consent
from tests.promises.forms import make_form, now
from tests.promises.forms import other_specialist as other_specialist
from tests.promises.forms import visit as visit

pytestmark = pytest.mark.django_db


def test_the_lock_holds_for_every_route_until_the_same_member_unlocks(
    visit, consent, specialist, cast, monkeypatch
):
    monkeypatch.setattr("restartix.core.identity.codes.new_nonce", lambda: "of this test")
    from tests.architecture.test_routes import routes

    browser = given(specialist, visit)
    left, some, there = [], str(visit.service_id), specialist.at("unlock/")
    for route, entry in routes("restartix.config.clinic_urls"):
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
    report = make_form(visit, design("Report", "report", findings={}), admin)
    browser = given(specialist, visit)

    assert browser.get(specialist.at(f"sign/{cast.soon.pk}/")).status_code == 410
    assert browser.get(specialist.at(f"sign/{visit.pk}/forms/{report.pk}/")).status_code == 404


def test_once_the_opener_may_no_longer_read_it_the_page_shows_nothing(
    visit, consent, specialist, admin, cast
):
    browser = given(specialist, visit)
    with admin.scope():
        Member.objects.filter(pk=cast.ioana.member_id).update(ended_at=timezone.now())

    assert browser.get(specialist.at(f"sign/{visit.pk}/")).status_code == 410
