"""Signing in by a mailed link, and out again."""

import pytest
from django.test import Client

from restartix.core.clinics.scope import new_nonce, token_for
from restartix.core.effects.models import Effect
from restartix.core.identity import mailed_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(visitor):
    """Ask for a link at the clinic; answer the response."""

    def asking(email, client=None):
        return (client or visitor.client()).post(visitor.at("sign-in/"), {"email": email})

    return asking


@pytest.fixture
def mailed(monkeypatch, ask, visitor):
    """Ask for a link and answer the address that is mailed: its token comes from the nonce made for it."""
    made = []
    monkeypatch.setattr(mailed_link, "new_nonce", lambda: made.append(new_nonce()) or made[-1])

    def link(email, client=None):
        ask(email, client)
        return visitor.at(f"sign-in/{token_for(made[-1], purpose='sign-in')}/")

    return link


def letters(admin):
    with admin.scope():
        return list(Effect.objects.filter(code="sign-in"))


def is_signed_in(client):
    return client.get("/aurora/dashboard/").status_code != 302


def test_a_known_address_is_mailed_a_link(admin, cast, ask):
    answer = ask(cast.ana.email.upper())

    assert answer.url == "/aurora/sign-in/?sent=1"
    assert [letter.subject.startswith("mail:sign-in:") for letter in letters(admin)] == [True]


@pytest.mark.parametrize("email", ["nobody@nowhere.example", "grace@riverside.example"])
def test_an_unknown_address_gets_the_same_answer_and_no_letter(admin, cast, ask, email):
    known, unknown = ask(cast.ana.email), ask(email)

    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert len(letters(admin)) == 1


def test_something_that_is_no_address_is_shown_again(ask):
    answer = ask("not an address")

    assert answer.status_code == 422
    assert "not an address" in answer.content.decode()


def test_opening_the_link_signs_nobody_in(cast, mailed):
    link, client = mailed(cast.ana.email), Client()

    assert client.get(link).status_code == 200
    assert client.head(link).status_code == 200

    assert not is_signed_in(client)
    assert client.post(link).url == "/aurora/dashboard/"


def test_pressing_its_button_does_once(cast, mailed):
    link, first, second = mailed(cast.ana.email), Client(), Client()

    assert first.post(link).url == "/aurora/dashboard/"
    assert is_signed_in(first)

    again = second.post(link)
    assert again.status_code == 410
    assert not is_signed_in(second)


def test_a_patient_is_led_to_their_visits(cast, mailed):
    assert Client().post(mailed(cast.elena.user.email)).url == "/aurora/my/"


def test_the_session_is_new_and_keeps_nothing_of_the_one_before(cast, mailed, visitor):
    client = Client()
    client.get("/aurora/sign-in/?next=/aurora/calendar/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key

    client.post(mailed(cast.ana.email))

    assert client.session.session_key != before
    assert set(client.session.keys()) == {
        *("user_id", "nonce", "began", "seen", "device"),
        "_session_expiry",  # as long as this person may rest, from the first moment
    }


def test_they_are_led_where_they_were_going(cast, mailed):
    client = Client()
    client.get("/aurora/sign-in/?next=/aurora/calendar/")

    assert client.post(mailed(cast.ana.email, client)).url == "/aurora/calendar/"


@pytest.mark.parametrize(
    "there",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/riverside/dashboard/",
        "/aurora/\\x",
        "javascript:x",
    ],
)
def test_but_never_elsewhere(cast, mailed, there):
    client = Client()
    client.get("/aurora/sign-in/", {"next": there})

    answer = client.post(mailed(cast.ana.email, client))

    assert answer.url.startswith("/aurora/")
    assert "elsewhere" not in answer.url


def test_a_link_of_one_clinic_is_none_at_another(cast, mailed):
    link = mailed(cast.ana.email).replace("/aurora/", "/riverside/")

    assert Client().post(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "0" * 64, "%00", "é" * 40])
def test_a_made_up_link_is_a_clear_page(visitor, token):
    answer = visitor.client().post(visitor.at(f"sign-in/{token}/"))

    assert answer.status_code == 410
    assert "no longer works" in answer.content.decode()


def test_signing_out_ends_the_session(admin):
    client = admin.client()
    assert is_signed_in(client)
    assert client.get(admin.at("sign-out/")).url == admin.at(""), "by POST alone"

    assert client.post(admin.at("sign-out/")).url == "/aurora/"

    assert not is_signed_in(client)


def test_a_new_nonce_signs_everywhere_out(admin, cast):
    client = admin.client()
    with admin.scope():
        user = type(cast.ana).objects.get(pk=cast.ana.pk)
        user.session_nonce = new_nonce()
        user.save(update_fields=["session_nonce"])

    assert not is_signed_in(client)


def test_many_requests_for_one_address_mail_a_handful(admin, cast, ask):
    for _ in range(8):
        ask(cast.ana.email)

    assert len(letters(admin)) == 5
