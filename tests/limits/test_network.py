"""Where a request comes from, with and without proxies in front."""

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from restartix import environment
from restartix.limits import network
from restartix.limits.checks import proxies_are_known
from restartix.limits.network import address_of, network_of

PROXY = "10.0.0.1"


def seen(peer, forwarded=None):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return network_of(RequestFactory().post("/", REMOTE_ADDR=peer, **headers))


@pytest.fixture
def trusted(settings):
    settings.TRUSTED_PROXIES = [PROXY, "10.9.0.0/16"]


def test_reached_directly_it_is_the_peer(settings):
    settings.TRUSTED_PROXIES = None

    assert seen("198.51.100.7") == "198.51.100.7"
    assert seen("2001:db8:1:2:3:4:5:6") == seen("2001:db8:1:2::1") == "2001:db8:1:2::/64"
    assert seen("::ffff:198.51.100.7") == "198.51.100.7"
    assert seen("") == ""


def test_a_known_proxy_is_believed(trusted):
    assert seen(PROXY, "198.51.100.7") == "198.51.100.7"
    assert seen(PROXY, "203.0.113.9, 198.51.100.7, 10.9.3.4") == "198.51.100.7"


def test_what_a_client_says_of_itself_is_not(trusted):
    assert seen("198.51.100.7", "203.0.113.9") == "198.51.100.7"
    assert seen(PROXY, "203.0.113.9, 198.51.100.7") == "198.51.100.7"


def test_a_signature_is_from_the_one_address_that_a_known_proxy_says(trusted):
    def signed(peer, forwarded=""):
        return address_of(RequestFactory().post("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded))

    assert signed("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2:3:4:5:6"
    assert signed(PROXY, "203.0.113.9, 198.51.100.7, 10.9.3.4") == "198.51.100.7"
    assert signed("198.51.100.7", "203.0.113.9") == "198.51.100.7", "what a client says of itself"
    assert signed(PROXY, "<script>") == PROXY


def test_nonsense_from_a_known_proxy_limits_nobody(trusted):
    assert seen(PROXY, "198.51.100.7, unknown") == ""


def test_without_a_word_about_proxies_a_forwarded_request_limits_nobody_and_warns(settings, caplog):
    settings.TRUSTED_PROXIES = None
    network._warn_once.cache_clear()

    with caplog.at_level(logging.WARNING):
        assert [seen("198.51.100.7", "203.0.113.9"), seen("198.51.100.7", "203.0.113.9")] == ["", ""]

    assert [line.getMessage() for line in caplog.records] == [
        "A request was forwarded, but TRUSTED_PROXIES is not set: no limits by network."
    ]


def test_with_no_proxy_at_all_the_peer_counts_whatever_it_says(settings):
    settings.TRUSTED_PROXIES = []

    assert seen("198.51.100.7", "203.0.113.9") == "198.51.100.7"


def test_a_start_on_the_internet_warns_unless_it_is_said(settings):
    settings.SECURE, settings.TRUSTED_PROXIES = True, None
    assert [warning.id for warning in proxies_are_known()] == ["limits.W001"]

    settings.TRUSTED_PROXIES = []
    assert proxies_are_known() == []


def test_proxies_are_addresses_or_none(monkeypatch):
    for said, read in (("", None), ("none", []), ("10.0.0.1, 10.9.0.0/16", ["10.0.0.1", "10.9.0.0/16"])):
        monkeypatch.setenv("TRUSTED_PROXIES", said)
        assert environment.networks("TRUSTED_PROXIES") == read

    monkeypatch.setenv("TRUSTED_PROXIES", "proxy.example")
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        environment.networks("TRUSTED_PROXIES")
