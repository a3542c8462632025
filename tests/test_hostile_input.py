"""Input that no page of ours sends: it is refused in words, or taken for what it is; nothing breaks on it."""

import json
from datetime import UTC, datetime

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory
from standardwebhooks.webhooks import Webhook

from restartix.core.untrusted_json import read_object
from restartix.core.web.readable import as_utf8

pytestmark = pytest.mark.django_db

DEEP = "[" * 30_000
HALF = '{"a": "\\ud800"}'
NUL = '{"a": "\\u0000"}'
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "text", ["", DEEP, '{"a":' * 30_000, HALF, NUL, "NaN", '{"a": NaN}', "[1]", b"\xff", '"a"']
)
def test_what_is_no_object_or_cant_be_kept_is_none(text):
    assert read_object(text) is None


def test_an_object_is_read():
    assert read_object('{"a": ["ș", 1]}') == {"a": ["ș", 1]}


@pytest.mark.parametrize("here", ["http://[", "http://[::1/x", "\\\\", "javascript:alert(1)"])
def test_a_page_that_is_nowhere_is_sent_to_sign_in(browser, here):
    answer = browser.get("/aurora/dashboard/", headers={"HX-Request": "true", "HX-Current-URL": here})

    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/aurora/sign-in/?next=")


@pytest.mark.parametrize(
    "there", ["true", "http://[", "//elsewhere.example/", "clinic", "", "javascript:alert(1)"]
)
def test_the_language_switch_leads_home_when_it_is_told_nonsense(browser, there):
    answer = browser.post("/language/", {"language": "ro", "next": there})

    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("charset", ["base64", "utf-16", "rot13", "undefined", "idna", "latin-1", "no-such"])
def test_another_charset_reads_nothing_and_breaks_nothing(charset):
    form = f"application/x-www-form-urlencoded; charset={charset}"
    parts = f"multipart/form-data; boundary=x; charset={charset}"
    body = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na\r\n--x--\r\n'

    assert served("GET", "/aurora/", "zone=x", form) == 200
    assert served("POST", "/aurora/sign-in/", "", form, b"email=a") == 400
    assert served("POST", "/aurora/sign-in/", "", parts, body) == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"'])
def test_ours_is_read(charset):
    form = f"application/x-www-form-urlencoded; charset={charset}"

    assert served("POST", "/healthz", "", form, b"a=b") == 403, "read, and refused for want of a token"


def served(method, path, query, kind, body=b""):
    """The status that the web server's own application answers with."""
    environ = (
        RequestFactory().generic(method, path, body, content_type="text/plain", QUERY_STRING=query).environ
    )
    found = []
    request_started.disconnect(close_old_connections)  # the test's own transaction is on that connection
    try:
        list(
            as_utf8(WSGIHandler())(
                environ | {"CONTENT_TYPE": kind}, lambda status, _headers: found.append(status)
            )
        )
    finally:
        request_started.connect(close_old_connections)
    return int(found[0].split()[0])


@pytest.mark.parametrize(
    "body", [DEEP, HALF, NUL, "5", "[]", json.dumps({"type": "user.updated", "data": 5})]
)
@pytest.mark.parametrize("address", ["/hooks/clerk/", "/hooks/mail/"])
def test_a_signed_report_that_makes_no_sense_is_refused(browser, settings, address, body):
    settings.CLERK_WEBHOOK_SECRET = settings.MAIL_WEBHOOK_SECRET = KEY
    settings.EMAIL_URL = "resend://key@"

    assert signed(browser, address, body).status_code in {204, 400, 403}


@pytest.mark.parametrize(
    "news",
    [
        {"id": "x" * 5000},
        {"id": "user_1", "updated_at": "soon"},
        {"id": "user_1", "updated_at": 10**30},
        {"id": "user_1", "email_addresses": 5},
        {"id": "user_1", "email_addresses": [5, {"verification": 5}]},
        {"id": ["user_1"]},
    ],
)
def test_news_of_an_account_in_other_shapes_changes_nothing(browser, settings, news):
    settings.CLERK_WEBHOOK_SECRET = KEY

    assert (
        signed(browser, "/hooks/clerk/", json.dumps({"type": "user.updated", "data": news})).status_code
        == 204
    )


def signed(browser, address, body):
    now = datetime.now(UTC)
    headers = {
        "svix-id": "msg_1",
        "svix-timestamp": str(int(now.timestamp())),
        "svix-signature": Webhook(KEY).sign("msg_1", now, body),
    }
    return browser.post(address, body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    "path", ["/%00/", "/aurora%00/", "/%0a/sign-in/", "/../", "/ș/", "/" + "a" * 5000 + "/", "/%ed%a0%80/"]
)
def test_no_clinic_has_such_an_address(browser, path):
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("referer", ["http://[", "", "\\\\", "http://elsewhere.example/[x"])
def test_a_form_from_nowhere_is_refused_in_words(settings, referer):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)

    assert (
        browser.post("/aurora/sign-in/", {"email": "a@b.c"}, headers={"Referer": referer}).status_code == 403
    )
    assert browser.post("/aurora/account/sign-out/", headers={"Referer": referer}).status_code in {302, 403}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1066-10-14"])
@pytest.mark.parametrize(
    "path",
    [
        "alerts/?state=open&until={day}",
        "settings/log/?day={day}",
        "calendar/?day={day}",
        "my/calendar/?month={day}",
    ],
)
def test_the_end_of_the_calendar_is_no_place_to_look(admin, path, day):
    assert admin.client().get(admin.at(path.format(day=day))).status_code == 200


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_nothing_is_planned_at_the_end_of_the_calendar(admin, cast, day):
    client, ioana, luca = admin.client(), cast.ioana.pk, cast.luca.pk
    calendar = next(iter(cast.aurora.calendars.values()))
    sent = {
        f"settings/hours/{ioana}/days/": {"first": day},
        f"people/{luca}/family/new/": {"name": "A", "email": "a@b.example", "rights": "book", "last_day": day},
        f"settings/calendars/{calendar.pk}/": {
            "service": calendar.service_id, "name": "A", "slug": "a", "starts_on": day, "ends_on": "",
        },
        "appointments/new/": {"day": day, "time": "23:59", "specialist": ioana, "typed": "1"},
    }  # fmt: skip

    assert {
        path: client.post(admin.at(path), told).status_code for path, told in sent.items()
    } == dict.fromkeys(sent, 422)
