"""B3, beside B15: whoever puts their own address right keeps the visit open, by a link that proves nothing."""

import pytest
from django.db import connection

from appointments.models import Appointment
from restartix.organisations.middleware import VISIT_COOKIE
from tests.bookings import booked
from tests.cast import Seat

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by", ["browser_token", "link_token"])
def test_the_browser_goes_on_with_a_link_of_its_own(cast, visitor, admin, by):
    visit = booked(cast, visitor, cast.elena.name, email="somebody@strangers.example", phone="+40721234567")
    former = visit.link_token
    client = Seat("aurora", link=getattr(visit, by)).client()
    moved = {"phone": "+40721234567", "email": cast.elena.user.email}

    answer = client.post(f"/aurora/visits/{visit.pk}/contact/", moved)

    assert answer.status_code == 302
    assert client.get(f"/aurora/visits/{visit.pk}/").status_code == 200
    with admin.scope():
        now_is = Appointment.objects.get(pk=visit.pk)
    assert now_is.contact_email == cast.elena.user.email
    assert client.cookies[VISIT_COOKIE].value == now_is.browser_token
    assert visitor.client().get(f"/aurora/v/{visit.pk}/{former}/").status_code == 404
    with Seat("aurora", link=now_is.browser_token).scope(), connection.cursor() as cursor:
        cursor.execute("SELECT public.current_link_is_browsers()")
        assert cursor.fetchone() == (True,)
