"""On paper, Firefox begins below the title, and leaves no page empty."""

import base64
from io import BytesIO

import pytest
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.engines, pytest.mark.dates]


def printed(engine):
    """The text of each page."""
    pdf = base64.b64decode(engine.wire.ask("Print", background=False))
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_a_visits_page_begins_below_its_title(firefox, opened, admin, cast):
    opened(firefox, admin, f"appointments/{cast.soon.pk}/")

    first, *_others = printed(firefox)

    assert cast.elena.name in first
    assert "Accepting the booking" in first


def test_forms_begin_below_their_title(firefox, opened, by_link, cast):
    opened(firefox, by_link, f"visits/{cast.soon.pk}/forms/")

    first, *_others = printed(firefox)

    assert "Forms for your visit" in first
    assert "Treatment consent" in first


def test_a_week_is_on_one_page_and_no_page_is_empty(firefox, opened, admin, cast):
    opened(firefox, admin, "calendar/")

    pages = printed(firefox)

    assert cast.elena.name in pages[0]
    assert all(pages)
