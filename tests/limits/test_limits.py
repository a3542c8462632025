"""One try too many is refused before it begins, whoever makes it and however many come at once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.test import Client

from restartix.core import environment
from restartix.core.effects.worker import sweep
from restartix.core.limits.counters import Key, count
from restartix.core.limits.targets import may_send

HOUR = 3600


@pytest.fixture
def limits(settings):
    """Only these limits: by="most per hour"."""

    def only(name, **most_by):
        settings.LIMITS = {name: {by: (most, HOUR) for by, most in most_by.items()}}

    return only


def ask(email="nobody@nowhere.example", client=None, **headers):
    return (client or Client()).post("/aurora/sign-in/", {"email": email}, **headers)


def statuses(answers):
    return [answer.status_code for answer in answers]


@pytest.mark.django_db
class TestWhoIsCounted:
    def test_a_network(self, limits):
        limits("sign-in", network=2)

        answers = [ask(f"{number}@a.example", REMOTE_ADDR="198.51.100.7") for number in range(3)]

        assert statuses(answers) == [302, 302, 429]
        assert ask(REMOTE_ADDR="198.51.100.8").status_code == 302

    def test_a_browser_and_a_new_cookie_does_not_help_elsewhere(self, limits, visitor):
        limits("sign-in", client=1, network=2)
        browser = Client()
        browser.get("/aurora/sign-in/")

        assert statuses([ask(client=browser), ask(client=browser)]) == [302, 429]
        assert ask(client=Client()).status_code == 429, "the network has asked often enough"

    def test_a_login(self, limits, admin):
        limits("sign-in", account=1)

        assert statuses([ask(client=admin.client()), ask(client=admin.client())]) == [302, 429]

    def test_looking_is_not_counted_and_other_pages_are_not_limited(self, limits):
        limits("sign-in", network=1)

        assert {Client().get("/aurora/sign-in/").status_code for _ in range(3)} == {200}
        assert {Client().post("/aurora/sign-out/").status_code for _ in range(3)} == {302}


@pytest.mark.django_db
class TestTheAnswer:
    def test_says_when_to_try_again(self, limits):
        limits("sign-in", network=1)
        ask()

        refused = ask(HTTP_ACCEPT_LANGUAGE="ro")

        wait = int(refused["Retry-After"])
        assert 0 < wait <= HOUR
        assert "Încercați din nou" in refused.content.decode()
        assert "no-store" in refused["Cache-Control"]

    def test_opens_nothing(self, limits, django_assert_num_queries):
        limits("sign-in", network=1)
        ask()

        with django_assert_num_queries(1):
            ask()


def test_of_many_at_once_exactly_so_many_get_through(committed, limits):
    limits("sign-in", network=7)

    def one(_number):
        try:
            return ask().status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(24)))

    assert sorted(answers) == [302] * 7 + [429] * 17


def test_a_try_that_fails_has_been_one_all_the_same(committed, limits, monkeypatch):
    limits("sign-in", network=1)
    monkeypatch.setattr("restartix.core.identity.mailed_link.request_link", lambda **_: 1 / 0)
    browser = Client(raise_request_exception=False)

    assert statuses([ask(client=browser), ask(client=browser)]) == [500, 429]


def test_what_was_not_sent_after_all_has_not_been_counted(committed, limits, cast, visitor):
    limits("link", email=1)
    about = {"organisation_id": cast.aurora.organisation.pk, "email": "a@b.example"}

    with suppress(ZeroDivisionError), visitor.scope():
        may_send("link", **about)
        raise ZeroDivisionError

    with visitor.scope():
        assert [may_send("link", **about) for _ in range(2)] == [True, False]


@pytest.mark.django_db
def test_a_target_is_the_same_however_it_is_written_and_another_at_another_clinic(limits):
    limits("booking", email=1, phone=1)

    def said(clinic=1, **about):
        return may_send("booking", organisation_id=clinic, **about)

    assert [said(email="Ana@A.example"), said(email=" ana@a.example ")] == [True, False]
    assert [said(phone="0721 234 567"), said(phone="+40 721 234 567")] == [True, False]
    assert said(clinic=2, email="ana@a.example", phone="0721234567")


def test_nothing_that_is_kept_names_anybody(committed, limits):
    limits("sign-in", email=5, network=5)
    ask("ana@aurora.example", REMOTE_ADDR="198.51.100.7")

    kept = committed.connect("superuser").execute("SELECT key FROM limits_try").fetchall()
    assert len(kept) == 2
    assert all(len(key) == 40 and "ana" not in key and "198" not in key for (key,) in kept)


def test_the_sweep_forgets_what_is_over_and_nothing_else(committed):
    count([Key("a", 1, HOUR), Key("b", 1, HOUR)])
    look = committed.connect("superuser")
    look.execute(
        "UPDATE limits_try SET ends_at = now() - interval '1 second' WHERE key = %s", [Key("a", 1, 1).digest]
    )

    with committed.as_role("worker"):
        sweep()

    assert look.execute("SELECT key FROM limits_try").fetchall() == [(Key("b", 1, HOUR).digest,)]


@pytest.mark.django_db
def test_each_window_is_counted_by_itself():
    key = Key(str(uuid.uuid4()), 1, HOUR)

    assert [count([key]), count([key]) > 0, count([])] == [0, True, 0]
    assert count([Key(key.name, 1, 24 * HOUR)]) in range(24 * HOUR + 1)


@pytest.mark.parametrize("said", ["network=0/1h", "network=5", "somewhere=5/1h", "network=5/1w", "5/1h"])
def test_a_limit_that_makes_no_sense_is_refused_at_the_start(monkeypatch, said):
    monkeypatch.setenv("LIMIT_HOLDS", said)

    with pytest.raises(ImproperlyConfigured, match="LIMIT_HOLDS"):
        environment.limits("LIMIT_HOLDS", "")


def test_limits_are_read_from_words(monkeypatch):
    monkeypatch.setenv("LIMIT_HOLDS", "network=60/1h  email=5/15m")
    assert environment.limits("LIMIT_HOLDS", "") == {"network": (60, 3600), "email": (5, 900)}
    monkeypatch.setenv("LIMIT_HOLDS", "off")
    assert environment.limits("LIMIT_HOLDS", "network=1/1h") == {}
