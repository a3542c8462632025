"""A page that is open when somebody signs in elsewhere learns it, and sends again; another site gains nothing by it."""

import pytest
from django.test import Client

from restartix.core.web.refusal_header import HEADER, SIGNED_OUT, STALE_TOKEN

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
OURS = {"Origin": "http://testserver"}


@pytest.fixture
def strict(admin):
    """A browser of Ana's whose token is looked at."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = admin.client().cookies
    return client


def fresh(client):
    return client.get("/aurora/form-token/").json()


def test_a_script_is_told_in_a_word_and_gets_a_fresh_token(strict, admin):
    address = admin.at("account/sign-out/")
    refused = strict.post(address, headers=SCRIPT)
    token = fresh(strict)["token"]

    assert (refused.status_code, refused[HEADER]) == (403, STALE_TOKEN)
    assert strict.post(address, headers=SCRIPT | {"X-CSRFToken": token}).status_code == 302


def test_the_token_says_whose_page_it_is_and_nobodys_id(admin, patient, visitor, cast):
    marks = [fresh(seat.client())["person"] for seat in (admin, admin, patient, visitor)]

    assert marks[0] == marks[1] != marks[2] != marks[3] == ""
    assert str(cast.ana.pk) not in marks[0]


def test_the_key_of_drafts_is_ones_own_and_on_ones_own_pages_alone(admin, patient, visitor):
    keys = [seat.client().get(seat.at("")).context["draft_key"] for seat in (admin, admin, patient, visitor)]

    assert keys[0] == keys[1] != keys[2] != keys[3] == ""


def test_a_form_of_our_own_can_be_sent_again_with_what_was_typed(strict):
    answer = strict.post(
        "/aurora/settings/clinic/?x=1",
        {"name": "Two\nlines <b>", "csrfmiddlewaretoken": "old", "password": "secret", "kind": ["a", "b"]},
        headers=OURS | {"Referer": "http://testserver/aurora/settings/clinic/"},
    )

    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'action="/aurora/settings/clinic/?x=1"' in page
    assert "Two\nlines &lt;b&gt;" in page
    assert page.count('name="kind"') == 2
    assert "secret" not in page
    assert ">old<" not in page


@pytest.mark.parametrize(
    "sender",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null", "Referer": "https://evil.example/aurora/"},
        {},
    ],
)
def test_what_another_site_made_up_is_not_offered_again(strict, sender):
    answer = strict.post("/aurora/settings/clinic/", {"name": "made up"}, headers=sender)

    assert answer.status_code == 403
    assert "made up" not in answer.content.decode()


def test_a_script_that_sends_after_the_end_stays_on_its_page(visitor):
    answer = visitor.client().post(visitor.at("settings/clinic/"), headers=SCRIPT)

    assert (answer.status_code, answer[HEADER]) == (401, SIGNED_OUT)


def test_a_form_that_is_sent_after_the_end_comes_back_to_its_page(visitor):
    here = {"Referer": "http://testserver/aurora/settings/clinic/"}

    assert visitor.client().post(visitor.at("settings/clinic/"), headers=here).url == (
        "/aurora/sign-in/?next=/aurora/settings/clinic/"
    )
    elsewhere = {"Referer": "http://evil.example/aurora/settings/clinic/"}
    assert visitor.client().post(visitor.at("settings/clinic/"), headers=elsewhere).url == "/aurora/sign-in/"
