"""The device test: what it keeps, who sees it, and that it says in a browser what works and what doesn't."""

import os
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection
from playwright.sync_api import expect

from tests.pages.consultation.test_meeting import REFUSED
from videocall.devices import browser_family
from videocall.models import DeviceTest

WORKS = {"camera": "ok", "microphone": "ok", "speaker": "ok", "network": "ok"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PICTURES = os.environ.get("SCREENSHOTS")


def keep_picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture
def path(cast):
    return f"visits/{cast.soon.pk}/device/"


@pytest.mark.django_db
def test_a_result_keeps_what_worked_and_of_the_browser_its_family(by_link, specialist, cast, path):
    answer = by_link.client().post(
        by_link.at(path), WORKS | {"speaker": "shout"}, headers={"User-Agent": FIREFOX}
    )

    assert answer.json() == {"kept": True}
    with specialist.scope():
        (test,) = DeviceTest.objects.filter(appointment=cast.soon)
    assert (test.camera, test.speaker, test.browser) == ("ok", "untried", "Firefox")


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36", "Chrome"),
        ("Mozilla/5.0 AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge"),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1", "Safari"),
        ("curl/8.5", ""),
    ],
)
def test_a_browser_is_known_by_its_family(said, family):
    assert browser_family(said) == family


@pytest.mark.django_db
def test_the_newest_test_stands_on_the_visits_page(by_link, specialist, cast, path):
    browser = by_link.client()
    browser.post(by_link.at(path), WORKS)
    browser.post(by_link.at(path), WORKS | {"camera": "failed", "microphone": "failed"})

    page = specialist.client().get(specialist.at(f"appointments/{cast.soon.pk}/"))

    assert "Not working: Camera, Microphone" in page.text


@pytest.mark.django_db
def test_nobody_else_tells_or_reads_a_result(visitor, other_admin, guardian, specialist, cast, path):
    assert visitor.client().post(visitor.at(path), WORKS).status_code == 302
    assert guardian.client().post(guardian.at(path), WORKS).status_code == 404
    assert specialist.client().post(specialist.at(path), WORKS).status_code == 404
    with other_admin.scope():
        assert not DeviceTest.objects.filter(appointment=cast.soon).exists()


@pytest.mark.django_db
def test_a_result_is_told_once_and_by_the_patients_side_alone(by_link, specialist, cast, path):
    by_link.client().post(by_link.at(path), WORKS)
    organisation = cast.aurora.organisation.pk

    with pytest.raises(ProgrammingError), specialist.scope():
        DeviceTest.objects.create(organisation_id=organisation, appointment_id=cast.soon.pk)
    with pytest.raises(ProgrammingError), by_link.scope(), connection.cursor() as cursor:
        cursor.execute("UPDATE videocall_devicetest SET camera = 'failed'")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["device/", "session/"])
def test_only_pages_of_the_call_may_use_the_camera(by_link, cast, path):
    own = by_link.client().get(by_link.at(f"visits/{cast.soon.pk}/{path}"))
    other = by_link.client().get(by_link.at(f"visits/{cast.soon.pk}/"))

    assert own["Permissions-Policy"].startswith("camera=(self), microphone=(self)")
    assert other["Permissions-Policy"].startswith("camera=(), microphone=()")


@pytest.mark.browser
def test_a_test_that_fails_is_seen_by_staff_before_the_visit(browse, by_link, specialist, cast):
    page = browse(by_link, f"visits/{cast.soon.pk}/", viewport={"width": 390, "height": 844})
    page.add_init_script(REFUSED)
    page.get_by_role("link", name="Test your device").click()
    keep_picture(page, "device-390")
    page.get_by_role("button", name="Start the test").click()

    expect(page.locator("[data-part=camera]")).to_contain_text("Your browser does not let us use it")
    expect(page.locator("[data-part=network]")).to_contain_text("Your connection works")
    expect(page.get_by_text("Something is not working yet")).to_be_visible()
    page.get_by_role("button", name="I hear it").click()
    expect(page.locator("[data-part=speaker][data-state=ok]")).to_be_visible()
    expect(page.get_by_text("The clinic sees this result")).to_be_visible()
    keep_picture(page, "device-failed-390")
    desk = browse(specialist, f"appointments/{cast.soon.pk}/")
    expect(desk.get_by_text("Not working: Camera, Microphone")).to_be_visible()
    keep_picture(desk, "device-seen-1280")

    page.evaluate("window.refuses = false")
    page.get_by_role("button", name="Test again").click()
    page.get_by_role("button", name="I hear it").click()
    expect(page.get_by_text("Everything works")).to_be_visible()
    keep_picture(page, "device-works-390")
    desk.reload()
    expect(desk.get_by_text("Everything works")).to_be_visible()
