"""The dashboard's queue of bookings to accept, and what is over and not closed."""

import pytest

from appointments.models import Appointment, Status
from tests.making import night
from tests.pages.desk.test_dashboard import asked

pytestmark = pytest.mark.dates


@pytest.mark.django_db
class TestTheQueue:
    def test_shows_every_booking_and_accepts_where_nobody_is_alike(self, admin, cast, make_visit):
        for ahead in range(20, 30):
            make_visit(Status.BOOKED, at=night(ahead))

        page, _questions = asked(admin, "dashboard/")

        with admin.scope():
            waiting = set(Appointment.objects.not_removed().to_onboard().values_list("pk", flat=True))
        shown = {line["pk"]: line.get("accept_url") for line in page.context["queue"]}
        assert set(shown) == waiting
        assert len(shown) > 8

    def test_accept_takes_the_booking_and_comes_back(self, admin, cast):
        page, _questions = asked(admin, "dashboard/")
        accepted = next(line for line in page.context["queue"] if line.get("accept_url"))

        answer = admin.client().post(accepted["accept_url"], {"next": admin.at("dashboard/")})

        assert answer["Location"] == admin.at("dashboard/")
        with admin.scope():
            assert Appointment.objects.get(pk=accepted["pk"]).status == Status.UPCOMING

    def test_a_booking_that_matches_somebody_opens_its_page(self, admin, make_visit, cast):
        alike = make_visit(Status.BOOKED, at=night(20))

        page, _questions = asked(admin, "dashboard/")

        assert not next(line for line in page.context["queue"] if line["pk"] == alike.pk)["accept_url"]


@pytest.mark.django_db
def test_what_is_over_and_not_closed_is_listed(admin, specialist, make_visit):
    over = make_visit(Status.UPCOMING, at=night(-2))

    for seat in (admin, specialist):
        page, _questions = asked(seat, "dashboard/")
        line = next(line for line in page.context["to_close"] if line["url"].endswith(f"/{over.pk}/"))
        assert line["left"].startswith("The time has passed")
