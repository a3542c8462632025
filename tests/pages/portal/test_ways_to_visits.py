"""Every public page of a clinic leads to one's visits: by signing in, or at once."""

import pytest

from appointments.models import Status
from tests.cast import Seat

pytestmark = pytest.mark.django_db


def header_of(page):
    return page.content.decode().partition("<header")[2].partition("</header>")[0]


@pytest.mark.parametrize("path", ["", "privacy/", "check/", "nowhere/"])
def test_a_visitor_is_offered_to_sign_in(visitor, path):
    head = header_of(visitor.client().get(visitor.at(path)))

    assert 'href="/aurora/sign-in/"' in head or 'href="/aurora/my/"' in head


def test_a_patient_finds_their_visits_on_the_page_of_open_times(cast):
    patient, staff = cast.signed_in(cast.elena.user), cast.signed_in(cast.ana)
    path = f"/aurora/services/{cast.aurora.services['first-visit'].pk}/"

    assert 'href="/aurora/my/"' in header_of(patient.client().get(path))
    assert 'href="/aurora/dashboard/"' in header_of(staff.client().get(path))
    assert 'href="/aurora/sign-in/"' in header_of(Seat("aurora").client().get(path))


def test_the_account_leads_to_the_visits(cast):
    page = cast.signed_in(cast.elena.user).client().get("/aurora/account/").content.decode()

    assert page.count('href="/aurora/my/"') == 2, "in the header and on the page"


def test_the_pages_of_a_visit_and_its_review_lead_to_all_visits(by_link, cast):
    done = cast.visit(Status.DONE)
    reviewer = Seat("aurora", link=done.link_token).client()

    visit = by_link.client().get(f"/aurora/visits/{cast.soon.pk}/").content.decode()
    review = reviewer.get(f"/aurora/visits/{done.pk}/review/").content.decode()

    assert "/aurora/sign-in/?next=/aurora/my/" in visit
    assert "/aurora/sign-in/?next=/aurora/my/" in review
