"""One patient in two places is a warning; nobody without an address is said to get an e-mail; reinstating elsewhere."""

from datetime import timedelta

import pytest

from appointments.models import Appointment, Status
from tests.making import night
from tests.pages.desk.planned import local, words

pytestmark = [pytest.mark.django_db, pytest.mark.dates]


class TestTwoPlaces:
    def test_registering_warns_and_goes_on_when_it_is_meant(self, admin, press, wanted, make_visit, cast):
        near = make_visit(
            Status.UPCOMING, at=night(30) + timedelta(hours=1), person=cast.elena, specialist=cast.andrei
        )

        warned = press(admin, "appointments/new/", **wanted)
        assert warned.status_code == 409
        assert "another visit close to this time" in words(warned)
        with admin.scope():
            assert not Appointment.objects.filter(started_at=night(30)).exists()

        assert press(admin, "appointments/new/", **wanted, anyway=str(near.pk)).status_code == 302

    def test_moving_warns_of_a_visit_with_a_colleague_the_specialist_does_not_see(
        self, specialist, press, make_visit, cast, again
    ):
        make_visit(Status.UPCOMING, at=night(31), specialist=cast.andrei)
        mine = make_visit(Status.UPCOMING, at=night(30))
        there = {"at": f"{night(31):%Y-%m-%dT%H:%MZ}", "with": cast.ioana.pk}

        warned = press(specialist, f"appointments/{mine.pk}/time/", **there)

        assert warned.status_code == 409
        assert f"another visit at the same time: {cast.andrei.display_name}" not in words(warned)
        assert "another visit at the same time" in words(warned)
        assert again(specialist, mine).started_at == night(30)

        word = warned.context["warned"].word
        assert press(specialist, f"appointments/{mine.pk}/time/", **there, anyway=word).status_code == 302
        assert again(specialist, mine).started_at == night(31)


class TestWhomToCall:
    @pytest.fixture
    def without_email(self, admin, press, cast):
        there = local(cast, night(30))
        press(
            admin,
            "appointments/new/",
            name="Radu Fără-Adresă",
            phone="0721 234 599",
            service=str(cast.aurora.services["first-visit"].pk),
            specialist=str(cast.ioana.pk),
            day=f"{there:%Y-%m-%d}",
            time=f"{there:%H:%M}",
        )
        with admin.scope():
            return Appointment.objects.get(started_at=night(30))

    def test_nobody_without_an_address_is_said_to_get_an_e_mail(self, admin, without_email):
        page = words(admin.client().get(admin.at(f"appointments/{without_email.pk}/")))

        assert "The patient gets an e-mail." not in page
        assert "Please call Radu Fără-Adresă: +40 721 234 599." in page
        assert "Send a new link" not in page

    @pytest.mark.parametrize("act", ["cancellation", "move"])
    def test_it_says_whom_to_call(self, admin, press, without_email, act):
        pk = without_email.pk
        if act == "move":
            answer = press(
                admin,
                f"appointments/{pk}/time/",
                at=f"{night(32):%Y-%m-%dT%H:%MZ}",
                **{"with": without_email.specialist_id},
            )
        else:
            answer = press(admin, f"appointments/{pk}/cancellation/", reason="The doctor is ill.")
        client = admin.client()
        assert answer.status_code == 302
        page = words(client.get(answer["Location"]))

        assert "Please call Radu Fără-Adresă" in page


class TestReinstating:
    def test_a_refusal_keeps_the_reason_and_offers_other_times(self, admin, press, make_visit, cast, again):
        visit = make_visit(Status.UPCOMING, at=night(30))
        press(admin, f"appointments/{visit.pk}/cancellation/", reason="ill")
        make_visit(Status.UPCOMING, at=night(30), person=cast.elena)

        refused = press(admin, f"appointments/{visit.pk}/reinstatement/", reason="They come after all.")

        assert refused.status_code == 409
        assert "They come after all." in words(refused)
        [asked] = [one for one in refused.context["asked"] if one.key == "reinstatement"]
        assert asked.times

        value, _label = asked.times[0]
        done = press(admin, f"appointments/{visit.pk}/reinstatement/", reason="They come.", slot=value)
        assert done.status_code == 302
        moved = again(admin, visit)
        assert (moved.status, f"{moved.started_at:%Y-%m-%dT%H:%MZ}") == (
            Status.UPCOMING,
            value.partition("|")[0],
        )
