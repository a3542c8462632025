"""Three requests, and how many modules whoever reads along has to open. Figures fall; raise none without a reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments.models import Status
from forms.models import Form, Side
from tests.architecture.walks import Walk
from tests.pages.public.conftest import book_url, details, first_visit, free  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


def test_a_booking(visitor, free, book_url, details):  # noqa: F811
    browser = visitor.client()
    browser.get(book_url(free))

    with Walk() as walk:
        answer = browser.post(book_url(free), details)

    assert answer.status_code == 302
    assert len(walk.modules) <= 9, str(walk)
    assert len(walk.returns) <= 4, str(walk)


def test_a_press_on_onboard(admin, cast):
    visit, browser = cast.visit(Status.BOOKED), admin.client()
    browser.get(admin.at(f"appointments/{visit.pk}/"))

    with CaptureQueriesContext(connection) as queries, Walk() as walk:
        answer = browser.post(admin.at(f"appointments/{visit.pk}/onboarding/"))

    assert answer.status_code == 302
    assert len(walk.modules) <= 10, str(walk)
    own = [query["sql"] for query in queries if 'FROM "appointments_appointment"' in query["sql"]]
    reads = [sql for sql in own if f'"appointments_appointment"."id" = {visit.pk} ' in sql]
    assert len(reads) <= 2, reads


def test_the_page_of_a_form(cast, admin, by_link):
    with admin.scope():
        own = Form.objects.filter(appointment=cast.soon).select_related("template").order_by("created_at")
        form = max((one for one in own if one.filled_by == Side.PATIENT), key=lambda one: len(one.snapshot))
    browser = by_link.client()
    browser.get(by_link.at(f"visits/{cast.soon.pk}/forms/{form.pk}/"))

    with Walk() as walk:
        page = browser.get(by_link.at(f"visits/{cast.soon.pk}/forms/{form.pk}/"))

    assert page.context["fills_in"]
    assert len(walk.returns) <= 3, str(walk)
