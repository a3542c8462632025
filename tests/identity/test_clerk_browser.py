"""What the sign-in page loads from Clerk, worked out from the publishable key."""

from base64 import b64encode

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from restartix.core.identity.clerk_browser import ClerkBrowser

HOST = "happy-otter-12.clerk.accounts.dev"


def key(decoded, *, kind="test"):
    return f"pk_{kind}_{b64encode(decoded.encode()).decode()}"


@pytest.mark.parametrize("host", [HOST, "clerk.clinic.ro", "clerk.xn--clnic-vta.example"])
@pytest.mark.parametrize("kind", ["test", "live"])
def test_the_key_names_the_host(host, kind):
    assert ClerkBrowser(key(f"{host}$", kind=kind)).host == host


def test_a_key_without_its_padding_is_understood():
    assert ClerkBrowser(key(f"{HOST}$").rstrip("=")).host == HOST


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "pk_test_",
        "sk_test_" + b64encode(f"{HOST}$".encode()).decode(),
        "pk_test_%%%",
        key(HOST),
        key("localhost$"),
        key("evil.example/x$"),
        key("evil.example; script-src *$"),
        key("evil.example\n$"),
        key("clérk.example$"),
        key("-x.example$"),
        key("a." * 200 + "example$"),
    ],
)
def test_a_key_that_names_no_plain_host_is_a_mistake(wrong):
    with pytest.raises(ImproperlyConfigured):
        _ = ClerkBrowser(wrong).host


def test_the_scripts_come_from_that_host():
    with override_settings(CLERK_PUBLISHABLE_KEY=key(f"{HOST}$")):
        scripts = ClerkBrowser.from_settings().scripts

    assert scripts == (
        f"https://{HOST}/npm/@clerk/ui@1/dist/ui.browser.js",
        f"https://{HOST}/npm/@clerk/clerk-js@6/dist/clerk.browser.js",
    )


def test_the_policy_lets_in_that_host_and_no_other_instance():
    policy = ClerkBrowser(key(f"{HOST}$")).policy()

    assert f"https://{HOST}" in policy["script-src"]
    assert f"https://{HOST}" in policy["connect-src"]
    assert set(policy) == {"script-src", "connect-src", "img-src", "worker-src", "style-src", "frame-src"}
    assert not any(
        "*" in source and "protect.clerk.com" not in source for part in policy.values() for source in part
    )
