"""Signing in elsewhere ends no call and stops no saving; what was typed outlives the session, and is nobody else's."""

import re

import pytest
from playwright.sync_api import expect

from appointments.models import Appointment
from forms.generation import generate
from forms.models import Field, FieldKind, FormTemplate, FormType, TemplateField

pytestmark = pytest.mark.browser
TYPED = "Sleeps badly since spring"


def test_scripts_go_on_saving_after_a_sign_in_in_another_tab(survey, browse, cast, patient, sign_in_in):
    page = browse(patient, survey)
    sign_in_in(page, cast.elena.user, patient)

    saves(page, TYPED)
    saves(page, f"{TYPED} again")
    expect(page.locator("#refused")).to_be_hidden()

    page.reload()
    expect(answer(page)).to_have_value(f"{TYPED} again")


def test_a_plain_form_is_sent_with_one_more_press(browse, cast, admin, sign_in_in, picture):
    page = browse(admin, "settings/clinic/")
    field = page.locator("main input[type=text]").first
    field.fill(TYPED)
    sign_in_in(page, cast.ana, admin)

    page.get_by_role("button", name="Save").first.click()

    expect(page.get_by_role("heading", name="Nothing has been sent yet")).to_be_visible()
    expect(page.get_by_text("It will be sent as Ana")).to_be_visible()
    picture(page, "send-again")
    page.get_by_role("button", name="Send it again").click()
    page.wait_for_url(re.compile("/settings/"))
    page.goto(page.url)
    expect(field).to_have_value(TYPED)


def test_staff_find_their_form_filled_after_the_session_has_ended(
    browse, cast, admin, sign_in_in, rest, picture
):
    page = browse(admin, "settings/clinic/")
    field = page.locator("main input[type=text]").first
    name = field.get_attribute("name")
    field.fill(TYPED)
    page.wait_for_timeout(400)
    rest(cast.ana)

    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile(r"/sign-in/\?next="))
    there = sign_in_in(page, cast.ana, admin)

    assert there.url.endswith("/settings/clinic/")
    expect(there.locator(f"[name={name}]")).to_have_value(TYPED)
    expect(there.get_by_text("What you typed before")).to_be_visible()
    picture(there, "draft-is-back")
    there.get_by_role("button", name="Discard it").click()
    expect(there.locator(f"[name={name}]")).not_to_have_value(TYPED)


def test_what_is_typed_after_the_end_comes_back_and_is_saved(
    survey, browse, cast, patient, sign_in_in, rest, picture
):
    page = browse(patient, survey)
    rest(cast.elena.user)

    answer(page).fill(TYPED)
    expect(page.locator("#refused").get_by_text("You are no longer signed in")).to_be_visible()
    picture(page, "signed-out")
    expect(page.locator(".kept").first).not_to_contain_text("connection")
    assert TYPED not in page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    page.locator("#refused").get_by_role("link", name="Sign in again").click()
    page.wait_for_url(re.compile(r"/sign-in/\?next="))
    there = sign_in_in(page, cast.elena.user, patient)

    expect(answer(there)).to_have_value(TYPED)
    expect(there.locator(".kept").first).to_contain_text("Saved")


def test_nobody_else_finds_what_was_typed(survey, browse, cast, patient, sign_in_in, rest):
    page = browse(patient, survey)
    rest(cast.elena.user)
    answer(page).fill(TYPED)
    expect(page.locator("#refused")).to_be_visible()

    other = sign_in_in(page, cast.ana, patient)

    answer(page).fill(f"{TYPED}, still")
    expect(page.locator("#refused").get_by_text("Somebody else has signed in")).to_be_visible()
    other.goto(page.url)
    assert TYPED not in other.content()
    assert TYPED not in other.evaluate("JSON.stringify({ ...localStorage })")


def test_a_call_goes_on_when_somebody_signs_in_in_another_tab(browse, cast, by_link, specialist, sign_in_in):
    home = browse(by_link, f"visits/{cast.soon.pk}/session/")
    desk = browse(specialist, f"appointments/{cast.soon.pk}/session/")
    desk.get_by_role("button", name="Open the session").click()
    desk.get_by_role("button", name="Let in").click()
    for page in (home, desk):
        expect(page.locator("[data-call=connected]")).to_be_visible()
    home.evaluate("document.querySelector('.tile-main video').dataset.same = 'yes'")
    seat = home.evaluate(
        "sessionStorage.getItem(Object.keys(sessionStorage).find((name) => name.startsWith('seat')))"
    )

    sign_in_in(home, cast.elena.user, by_link)
    sign_in_in(desk, cast.ioana.member.user, specialist)
    with home.expect_response(lambda answer: f"{seat}/" in answer.url and answer.ok):
        pass
    with desk.expect_response(lambda answer: "/call/" in answer.url and answer.ok):
        pass

    for page in (home, desk):
        expect(page.locator("[data-call=connected]")).to_be_visible()
        expect(page.locator("#refused")).to_be_hidden()


@pytest.fixture
def expected_complaints():
    """Chromium notes each refused request in the console; here they are what is tried."""
    return ("status of 401", "status of 403")


@pytest.fixture
def survey(committed, admin, cast):
    """A form of Elena's next visit with one question, as its path."""
    here = {"organisation": cast.aurora.organisation}
    with admin.scope() as actor:
        template = FormTemplate.objects.create(name="Sleep", type=FormType.SURVEY, **here)
        field = Field.objects.create(label="How do you sleep?", kind=FieldKind.LONG_TEXT, **here)
        TemplateField.objects.create(template=template, field=field, position=0, **here)
        visit = Appointment.objects.get(pk=cast.soon.pk)
        (form,) = generate(visit=visit, templates=[template], by=actor)
    return f"visits/{visit.pk}/forms/{form.pk}/"


def answer(page):
    return page.locator(".question textarea").first


def saves(page, words):
    with page.expect_response(lambda answer: "auto=1" in answer.url and answer.ok):
        answer(page).fill(words)
    expect(page.locator(".kept").first).to_contain_text("Saved")
