"""Each component says what it must, to eyes and to screen readers."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from restartix.core.design.icons import ICONS
from restartix.core.design.templatetags.design import STATUSES, fives, initials, tone
from tests.architecture.source import files, read
from tests.design.rendering import show

COMPONENTS = sorted((Path(__file__).parents[2] / "templates" / "components").glob("*.html"))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_names_its_inputs_first_and_carries_no_inline_style(path):
    source = path.read_text()

    assert source.startswith("{% comment %}")
    assert "style=" not in source


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_a_word_and_a_drawing_of_its_own(status):
    html = show("{% status_badge status %}", status=status)

    assert f'data-status="{status}"' in html
    assert str(STATUSES[status][1]) in html
    assert len({drawing for drawing, _ in STATUSES.values()}) == len(STATUSES)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Popescu", "AP"),
        ("Dr. Ilinca Dragomirescu", "ID"),
        ("Ana-Maria Popescu", "AP"),
        ("ștefan", "Ș"),
        ("", "?"),
        ("  ", "?"),
    ],
)
def test_initials_are_of_the_first_and_the_last_name(name, letters):
    assert initials(name) == letters


def test_a_name_keeps_its_colour():
    assert tone("Ana") == tone("Ana")
    assert tone("") in range(1, 7)


def test_minutes_are_told_in_whole_fives():
    assert [fives(minutes) for minutes in (0, 4, 47)] == [0, 0, 45]


def test_a_verb_is_a_post_with_its_token_and_its_details():
    html = show("{% post_button url='/x/' label='Confirm' kind='primary' version=3 %}", csrf_token="token")

    assert 'method="post" action="/x/"' in html
    assert 'name="csrfmiddlewaretoken" value="token"' in html
    assert 'name="version" value="3"' in html


def test_a_failed_step_says_why_and_can_be_tried_again():
    failed = {
        "key": "room",
        "name": "Video room",
        "state": "failed",
        "note": "No answer.",
        "retry_url": "/again/",
    }
    html = show("{% steps steps %}", steps=[failed], csrf_token="token")

    assert "No answer." in html
    assert 'action="/again/"' in html
    assert 'value="token"' in html
    assert "hx-get" not in html


def test_steps_ask_again_only_while_told_to():
    assert 'hx-get="/now/"' in show("{% steps steps poll_url='/now/' %}", steps=[])


def test_a_slot_is_read_out_with_its_day_and_zone():
    slot = {"time": "10:30", "full": "Tuesday 24 November, 10:30, Bucharest time", "value": "x"}
    html = render_to_string("components/slots.html", {"parts": [{"name": "Morning", "slots": [slot]}]})

    assert 'aria-label="Tuesday 24 November, 10:30, Bucharest time"' in html
    assert re.search(r'<button\s+class="slot"\s+name="slot"\s+value="x"', html)


def test_a_full_day_is_not_a_link():
    days = [{"name": "Tue", "number": 24, "free": 0, "full": "Tuesday 24 November", "url": "/24/"}]

    assert "/24/" not in render_to_string("components/day_strip.html", {"days": days})


def test_what_people_wrote_is_escaped_everywhere():
    evil = "<script>x</script>"
    html = show("{% avatar name %}{% icon 'check' label=name %}", name=evil)

    assert "<script>" not in html


def test_a_decorative_icon_is_silent_and_a_meaningful_one_speaks():
    assert 'aria-hidden="true"' in show("{% icon 'check' %}")
    assert 'role="img" aria-label="Done"' in show("{% icon 'check' label='Done' %}")


def test_every_icon_that_a_template_names_is_there():
    named = re.compile(r"""\bicon=["']([\w-]+)["']|{% icon ["']([\w-]+)["']""")
    found = {
        (name, path) for path in files(".html") for pair in named.findall(read(path)) for name in pair if name
    }

    assert len(found) > 50
    assert {(name, path) for name, path in found if name not in ICONS} == set()


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_well_formed_and_takes_its_colour_from_the_text(name):
    svg = show("{% icon name %}", name=name)

    assert ElementTree.fromstring(svg).get("stroke") == "currentColor"
    assert "#" not in svg


@pytest.mark.parametrize("page", ["403", "404", "409", "429", "500"])
def test_an_error_page_needs_nothing_to_be_shown(page):
    html = render_to_string(f"{page}.html")

    assert "<h1>" in html
    assert 'lang="en' in html


def test_a_refusal_says_its_reason():
    assert "The visit is over." in render_to_string("409.html", {"reason": "The visit is over."})


def test_scripts_carry_the_page_nonce_and_the_body_its_token():
    html = render_to_string("base.html", {"csp_nonce": "n0nce", "csrf_token": "token"})

    assert re.findall(r"<script [^>]*>", html)
    assert all('nonce="n0nce"' in script for script in re.findall(r"<script [^>]*>", html))
    assert """hx-headers='{"X-CSRFToken": "token"}'""" in html
