"""Sessions end: by resting, by one press everywhere; and what has ended shows nobody anything."""

import time

import pytest
from django.db import connection
from django.test import Client

from appointments.models import Appointment
from restartix.core.identity.devices import device_named
from restartix.core.identity.models import Session

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.fixture
def rested(settings):
    """A browser of this person's, in which nothing has happened for so long."""
    settings.STAFF_SESSION_SECONDS = HOUR

    def browser(seat, seconds):
        client = seat.client()
        session = client.session
        session["seen"] = int(time.time()) - seconds
        session.save()
        return client

    return browser


def is_in(client, path="/aurora/account/"):
    return client.get(path).status_code == 200


def test_staff_who_rest_too_long_are_asked_to_sign_in_again(admin, rested):
    client = rested(admin, HOUR + MINUTE)

    answer = client.get(admin.at("dashboard/"))

    assert answer.url == "/aurora/sign-in/?next=/aurora/dashboard/"
    assert "you were inactive for a while" in client.get(answer.url).content.decode()
    assert not is_in(client)


def test_staff_who_do_something_stay(admin, rested):
    client = rested(admin, HOUR - MINUTE)

    assert is_in(client)
    assert time.time() - client.session["seen"] < MINUTE
    assert client.session.get_expiry_age() == HOUR + DAY, "known a day longer than it counts"


def test_patients_may_rest_longer(patient, rested):
    assert is_in(rested(patient, 2 * DAY))
    assert not is_in(rested(patient, 15 * DAY))


def test_a_page_that_finds_nothing_new_keeps_nobody_in(admin, rested, booking, press):
    press(admin, f"appointments/{booking.pk}/onboarding/")
    client = rested(admin, HOUR - MINUTE)
    path = admin.at(f"appointments/{booking.pk}/onboarding/steps/")
    poll = client.get(path).context["poll_url"]
    session = client.session
    session["seen"] = before = int(time.time()) - HOUR + MINUTE
    session.save()

    assert client.get(poll).status_code == 204

    assert client.session["seen"] == before


def test_a_page_that_asks_in_the_background_leaves_as_a_whole(admin, rested):
    client = rested(admin, HOUR + MINUTE)

    answer = client.get(
        admin.at("calendar/"),
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/aurora/calendar/"},
    )

    assert answer["HX-Redirect"] == "/aurora/sign-in/?next=/aurora/calendar/"


def test_one_press_ends_every_session_of_ones_own_and_nobody_elses(admin, patient):
    here, there, other = admin.client(), admin.client(), patient.client()
    assert all(is_in(client) for client in (here, there, other))

    assert here.post(admin.at("account/sign-out/")).url == "/aurora/sign-in/?out=1"

    assert not is_in(here)
    assert not is_in(there)
    assert is_in(other)
    assert not Session.objects.filter(user_id=admin.user_id).exists()
    assert Session.objects.filter(user_id=patient.user_id).exists()


def test_a_copy_of_an_ended_session_shows_no_rows(admin):
    """Whoever kept the cookie and even the row of a session finds nothing once it was ended everywhere."""
    client = admin.client()
    client.get(admin.at("account/"))
    kept = dict(client.session)
    client.post(admin.at("account/sign-out/"))

    thief = Client()
    session = thief.session
    session.update(kept)
    session.save()

    assert not is_in(thief)
    with admin.scope() as actor:
        assert actor.kind == "visitor"
        assert not Appointment.objects.exists()


def test_the_account_lists_where_one_is_signed_in(admin, cast):
    phone, desk = admin.client(), admin.client()
    for client, device in ((phone, "Safari, iPhone"), (desk, "Firefox, Linux")):
        session = client.session
        session.update({"device": device, "began": int(time.time()), "seen": int(time.time()) - 2 * MINUTE})
        session.save()

    words = desk.get(admin.at("account/")).content.decode()

    assert cast.ana.email in words
    assert "Safari, iPhone" in words
    assert words.count("this browser") == 1
    assert desk.session.session_key not in words


def test_the_account_is_for_those_who_signed_in(visitor, by_link, patient):
    assert visitor.client().get(visitor.at("account/")).status_code == 302
    assert by_link.client().get(by_link.at("account/")).status_code == 302
    assert patient.client().get(patient.at("account/")).status_code == 200
    assert patient.client().get(patient.at("account/sign-out/")).url == patient.at("account/"), (
        "by POST alone"
    )


def test_sessions_that_are_over_go_as_new_ones_begin(cast, visitor, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO identity_session (session_key, session_data, expire_date, device) "
            "VALUES ('over', '', now() - interval '1 second', '')"
        )
    monkeypatch.setattr(
        "restartix.core.identity.mailed_link.consume_link",
        lambda token: (cast.ana.pk, cast.nonces[cast.ana.pk]),
    )

    Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0"}).post(
        visitor.at("sign-in/token/")
    )

    assert not Session.objects.filter(pk="over").exists()
    [own] = Session.objects.filter(user_id=cast.ana.pk)
    assert own.device == "Firefox, Linux"
    assert own.began_at
    assert own.seen_at


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("<script>", ""),
    ],
)
def test_a_browser_in_two_words(agent, device):
    assert device_named(agent) == device
