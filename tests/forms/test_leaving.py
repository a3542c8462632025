"""What was typed in the last second before a page is left is saved all the same, however it is left."""

import time

import pytest
from django.db import connections
from playwright.sync_api import expect

from appointments.models import Appointment
from forms.generation import generate
from forms.models import Form, FormTemplate, FormType
from tests.forms.conftest import answer_of, now, use

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}
TYPED = "Since the spring"
# A save that htmx begins never arrives, nor is it answered.
NOTHING_ARRIVES = """() => {
  XMLHttpRequest.prototype.send = () => (window.isUnderWay = true);
}"""
# A save that htmx begins arrives, and its answer is never read.
NO_ANSWER_IS_READ = """() => {
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (body) {
    send.call(this, body);
    this.onload = () => (window.isSaved = true);
  };
}"""
WITHOUT_KEEPALIVE = """
delete Request.prototype.keepalive;
const send = window.fetch;
window.fetch = (address, asked) => (asked?.keepalive ? new Promise(() => {}) : send(address, asked));
"""


@pytest.fixture
def expected_complaints():
    return ("htmx:sendError", "htmx:afterRequest")  # where a test has no connection


@pytest.fixture
def report(serving, specialist, cast):
    with specialist.scope():
        return Form.objects.get(appointment=cast.soon, name="Visit report")


@pytest.fixture
def page(browse, by_link, survey):
    return browse(by_link, f"visits/{survey.appointment_id}/forms/{survey.pk}/", **PHONE)


@pytest.fixture
def is_saved(specialist):
    """The form's answer becomes what was typed, within some seconds."""

    def wait(form, label, text=TYPED):
        for _moment in range(100):
            saved = answer_of(now(specialist, form), label)
            connections.close_all()
            if saved == text:
                return True
            time.sleep(0.1)
        return False

    return wait


def home_of(page):
    return page.url.partition("/visits/")[0] + "/"


def test_by_another_page(page, survey, is_saved):
    page.get_by_label("Since when?").fill(TYPED)
    page.goto(home_of(page))

    assert is_saved(survey, "Since when?")


def test_by_closing_the_tab(page, survey, is_saved):
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Since when?").fill(TYPED)
    with page.expect_event("close"):
        page.close(run_before_unload=True)

    assert is_saved(survey, "Since when?")


def test_in_a_browser_that_lets_go_of_what_a_left_page_sends(page, survey, is_saved):
    page.add_init_script(WITHOUT_KEEPALIVE)
    page.reload()
    page.get_by_label("Since when?").fill(TYPED)
    page.goto(home_of(page))

    assert is_saved(survey, "Since when?")


def test_while_a_save_is_under_way(page, survey, is_saved):
    page.evaluate(NOTHING_ARRIVES)
    page.get_by_label("Since when?").fill(TYPED)
    page.wait_for_function("() => window.isUnderWay")
    page.goto(home_of(page))

    assert is_saved(survey, "Since when?")


def test_what_was_typed_on_while_a_save_was_under_way(page, survey, is_saved):
    page.evaluate(NO_ANSWER_IS_READ)
    page.get_by_label("Since when?").fill("Since")
    page.wait_for_function("() => window.isSaved")
    page.get_by_label("Since when?").fill(TYPED)
    page.goto(home_of(page))

    assert is_saved(survey, "Since when?")


def test_after_signing_failed_for_want_of_a_connection(page, survey, is_saved):
    sign_without_connection(page)
    page.context.set_offline(False)
    page.goto(home_of(page))

    assert is_saved(survey, "Since when?")


def test_signing_that_failed_is_said_and_the_answers_are_saved_once_there_is_a_connection(page):
    sign_without_connection(page)
    expect(page.locator(".kept")).to_contain_text("Not saved: there is no connection")

    page.context.set_offline(False)

    expect(page.locator(".kept")).to_contain_text("Saved at")
    expect(page.get_by_role("button", name="Sign", exact=True)).to_be_visible()


def sign_without_connection(page):
    page.context.set_offline(True)
    page.get_by_label("Since when?").fill(TYPED)
    expect(page.locator(".kept")).to_contain_text("Not saved")
    page.locator("[name=signer_name]").fill("Elena Ionescu")
    page.wait_for_timeout(1500)  # that was a save of its own
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator(".kept")).to_contain_text("Not signed yet.")


def test_more_than_a_left_page_may_send(serving, browse, by_link, admin, cast, is_saved):
    with admin.scope() as actor:
        ours = cast.aurora.organisation
        template = FormTemplate.objects.create(organisation=ours, name="Story", type=FormType.SURVEY)
        for place, label in enumerate(("What happened", "What else")):
            use(template, label, place, kind="long_text")
        (long,) = generate(visit=Appointment.objects.get(pk=cast.soon.pk), templates=[template], by=actor)
    page = browse(by_link, f"visits/{long.appointment_id}/forms/{long.pk}/")
    page.on("dialog", lambda dialog: (time.sleep(2), dialog.accept()))
    page.evaluate("() => (window.setTimeout = () => 0)")  # nothing is saved by itself meanwhile
    for label in ("What happened", "What else"):
        page.get_by_role("textbox", name=label).fill("ș" * 19_000)
    with page.expect_event("close"):
        page.close(run_before_unload=True)

    assert is_saved(long, "What else", "ș" * 19_000)


def test_by_leaving_the_report_beside_the_call(browse, specialist, report, is_saved):
    page = browse(specialist, f"appointments/{report.appointment_id}/session/")
    page.get_by_role("button", name="Open the session").click()
    page.get_by_label("Findings").fill(TYPED)
    page.goto(page.url.partition("/appointments/")[0] + "/")

    assert is_saved(report, "Findings")
