"""A consultation's parts as people with Firefox and Safari's engine live them."""

import pytest

from appointments.models import Status
from tests.journey.conftest import Post, link_in
from tests.pages.calendar.test_browser import in_zone

pytestmark = [pytest.mark.browser, pytest.mark.engines, pytest.mark.dates]

PHONE = (390, 844)
DESK = (1280, 1000)


@pytest.fixture
def post(serving, worker):
    return Post(serving.outbox)


@pytest.mark.short
def test_a_visitor_books_and_goes_back(engine, opened, visitor, picture):
    opened(engine, visitor, "", PHONE)
    choose_a_time(engine)
    engine.press("Book this visit")
    engine.has(".error-summary")
    picture(engine, "details-errors")
    engine.type("Your name", "Oana Stan")
    engine.type("E-mail", "oana.stan@example.org")
    engine.type("Phone", "0740 123 456")
    engine.press("#id_privacy", "css")
    engine.press("Book this visit")
    engine.reads("You are booked")
    picture(engine, "booked")

    engine.back()

    engine.until(
        lambda: "/book/" not in engine.address or "booked" in engine.text().lower(), "a page of ours"
    )
    assert "Oana" in engine.text() or "booked" in engine.text().lower(), engine.text()[:500]


def test_a_visitor_books_without_script(firefox_without_script, opened, visitor):
    engine = opened(firefox_without_script, visitor, "", PHONE)
    choose_a_time(engine)
    engine.type("Your name", "Oana Stan")
    engine.press("Book this visit")
    engine.has(".error-summary")
    assert engine.run("return document.querySelector('[name=full_name], [name=name]').value") == "Oana Stan"
    engine.type("E-mail", "oana.stan@example.org")
    engine.type("Phone", "0740 123 456")
    engine.press("#id_privacy", "css")
    engine.press("Book this visit")
    engine.reads("You are booked")
    assert engine.run("return typeof window.htmx") == "undefined"


def choose_a_time(engine):
    engine.press("Healthy Back weeks")
    engine.has("button.slot, .empty a")
    if engine.run("return !document.querySelector('button.slot')"):
        engine.press("Go to the next open day")
    engine.press("button.slot", "css")
    engine.has("[name=email]")


def test_somebody_signs_in_by_the_mailed_link(engine, opened, visitor, cast, post, picture):
    opened(engine, visitor, "sign-in/")
    address = cast.elena.user.email
    engine.type("E-mail", address)
    engine.press("main form button", "css")
    engine.reads("Check your e-mail")
    engine.visit(link_in(post.wait_for(address, "sign-in/"), "sign-in/"))
    engine.press("main form button", "css")

    engine.until(lambda: "/sign-in/" not in engine.address, "signed in")
    engine.reads(cast.elena.name.split()[0])
    picture(engine, "signed-in")


@pytest.mark.short
def test_a_day_of_birth_is_three_boxes(engine, opened, guardian, picture):
    opened(engine, guardian, "my/family/", PHONE)
    boxes = "return [...document.querySelectorAll('.day-box input')].map((box) => box.value)"
    assert engine.run(boxes) == ["", "", ""]
    engine.type("Day", "3")
    engine.type("Month", "4")
    engine.type("Year", "2019")
    picture(engine, "family")
    assert engine.run(boxes) == ["3", "4", "2019"]


def test_staff_onboard_a_booking_in_one_press(engine, opened, admin, cast, worker, picture):
    booked = cast.visit(Status.BOOKED)
    opened(engine, admin, f"appointments/{booked.pk}/")
    engine.press("Accept the booking")
    engine.reads("Upcoming")
    done = "return document.querySelectorAll('[data-state=done], .step-done').length === 4"
    engine.until(lambda: engine.run(done), "four steps done", 40)
    picture(engine, "onboarded")


@pytest.mark.short
def test_a_visit_opens_in_the_calendars_panel(engine, opened, admin, cast, picture):
    day = in_zone(cast.soon, cast)
    opened(engine, admin, f"calendar/?day={day:%Y-%m-%d}")
    engine.press(f"#visit-{cast.soon.pk}", "css")
    engine.has("#panel[open] #panel-title")
    engine.reads(cast.elena.name)
    picture(engine, "panel")
    engine.press("[data-panel-close]", "css")
    engine.until(lambda: engine.run("return !document.querySelector('#panel[open]')"), "the panel closed")


DRAGGED = """
const [visit, down] = [document.querySelector(arguments[0]), arguments[1]];
visit.scrollIntoView({ block: "center" });
const box = visit.getBoundingClientRect();
const parcel = new DataTransfer();
const at = (type, target, y) => target.dispatchEvent(new DragEvent(type, {
  bubbles: true, cancelable: true, clientX: box.left + 20, clientY: y, dataTransfer: parcel }));
at("dragstart", visit, box.top + 5);
const list = visit.closest(".visits");
at("dragover", list, box.top + 5 + down);
at("drop", list, box.top + 5 + down);
at("dragend", visit, box.top + 5 + down);
"""


def test_a_dragged_visit_is_asked_about_and_moved(engine, opened, admin, cast, picture):
    """The events of a drag, which neither driver makes of a pointer's moves."""
    day = in_zone(cast.soon, cast)
    opened(engine, admin, f"calendar/?day={day:%Y-%m-%d}")
    was = engine.run("return document.querySelector(arguments[0]).innerText", f"#visit-{cast.soon.pk} time")
    engine.run(DRAGGED, f"#visit-{cast.soon.pk}", 3 * 96)
    engine.has("#move[open]")
    picture(engine, "move")
    if engine.run("return Boolean(document.getElementById('move-reason'))"):
        engine.type("#move-reason", "The patient asked", "css")
    engine.press("Move the visit")

    moved = "return document.querySelector(arguments[0])?.innerText"
    engine.until(
        lambda: engine.run(moved, f"#visit-{cast.soon.pk} time") not in (None, was), "the visit moved"
    )


def test_a_form_of_every_kind_is_filled_in_and_signed(engine, opened, every_kind, tmp_path, picture):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan")
    seat, form = every_kind
    opened(engine, seat, f"visits/{form.appointment_id}/forms/{form.pk}/", PHONE)
    answer_each_kind(engine)
    engine.attach("input[type=file]", scan)
    engine.reads("Saved")
    sign(engine)
    engine.has(".signed")
    picture(engine, "signed")


def answer_each_kind(engine):
    engine.type("A line", "Since spring")
    engine.type("A text", "It hurts, mostly at night.")
    engine.type("A number", "5,5")
    for label, typed in (("Day", "3"), ("Month", "4"), ("Year", "2026")):
        engine.type(label, typed)
    for words in ("Left", "Walking", "Yes", "7", "I have read this and I agree"):
        engine.press(words, "label")


def sign(engine):
    engine.type("input[name=signer_name]", "Elena Ionescu", "css")
    engine.run("document.querySelector('[data-signature] canvas')?.scrollIntoView({ block: 'center' })")
    left, top, width, height = engine.box("[data-signature] canvas")
    engine.draw([(left + width * part, top + height * (0.3 + part / 3)) for part in (0.1, 0.3, 0.5, 0.8)])
    engine.press("Sign")
