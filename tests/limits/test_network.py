"""Where a request comes from, with and without proxies in front."""

import logging
from ipaddress import ip_address, ip_network

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory

from restartix.core import environment
from restartix.core.limits import network
from restartix.core.limits.checks import proxies_are_known
from restartix.core.limits.network import address_of, network_of
from tests.architecture.compose import FILE, services, variables

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


def test_where_a_known_proxy_says_no_address_it_is_the_proxy_that_counts(trusted):
    assert seen(PROXY, "198.51.100.7, unknown") == PROXY


def test_a_proxy_may_say_a_port_too(trusted):
    assert seen(PROXY, "198.51.100.7:5123") == "198.51.100.7"
    assert seen(PROXY, "[2001:db8:1:2:3::4]:5123") == "2001:db8:1:2::/64"


@pytest.mark.parametrize("known", [None, [], ["10.9.0.0/16"]])
def test_of_any_other_peer_its_own_address_counts(settings, known):
    settings.TRUSTED_PROXIES = known

    assert seen("198.51.100.7", "203.0.113.9") == "198.51.100.7"
    assert seen(PROXY, "203.0.113.9") == PROXY


@pytest.mark.django_db
@pytest.mark.parametrize(("peer", "named"), [("172.18.0.1", "172.18.0.1"), ("8.8.8.8", "a public address")])
def test_one_warning_names_the_proxy_that_should_be_named(settings, caplog, peer, named):
    settings.TRUSTED_PROXIES = None
    network.has_warned.clear()

    with caplog.at_level(logging.WARNING, logger="restartix"):
        for _ in range(3):
            Client().get("/aurora/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR="203.0.113.9")

    [line] = caplog.records
    assert line.getMessage().startswith(f"Requests are forwarded by {named}, which is not in TRUSTED_PROXIES")


@pytest.mark.django_db
def test_a_known_proxy_is_no_reason_to_warn(trusted, caplog):
    network.has_warned.clear()

    with caplog.at_level(logging.WARNING, logger="restartix"):
        Client().get("/aurora/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="203.0.113.9")

    assert caplog.records == []


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


def test_the_proxy_on_the_same_machine_is_believed_and_nobody_else():
    """What comes through the published port comes from the network's gateway."""
    [network] = yaml.safe_load(FILE.read_text())["networks"]["default"]["ipam"]["config"]
    given = {name: "x" for name in variables() if name != "TRUSTED_PROXIES"}

    assert services(given)["web"]["environment"]["TRUSTED_PROXIES"] == network["gateway"]
    assert ip_address(network["gateway"]) in ip_network(network["subnet"])
