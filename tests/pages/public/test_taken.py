"""When somebody else was quicker: other times, with all that was typed still there."""

import pytest

from tests.pages.public.kept import visits_at

pytestmark = pytest.mark.usefixtures("db")


def test_a_time_somebody_else_took_shows_other_times_with_all_that_was_typed(
    visitor, admin, free, book_url, details
):
    visitor.client().post(book_url(free), details)
    late = visitor.client()

    page = late.post(book_url(free), details | {"name": "Second Comer"})

    words = page.content.decode()
    assert page.status_code == 409
    assert 'value="Second Comer"' in words
    assert 'value="0721 234 567"' in words
    assert 'name="slot"' in words
    assert len(visits_at(admin, free)) == 1


def test_pressing_another_time_on_that_page_books_it(visitor, admin, free, book_url, details):
    visitor.client().post(book_url(free), details)
    late = visitor.client()
    page = late.post(book_url(free), details)
    other = page.context["parts"][0]["slots"][0]["value"]

    answer = late.post(book_url(free), details | {"slot": other})

    assert answer.status_code == 302


def test_the_enter_key_on_that_page_books_no_time_that_nobody_chose(visitor, admin, free, book_url, details):
    visitor.client().post(book_url(free), details)
    late = visitor.client()

    again = late.post(book_url(free), details | {"slot": ""})

    assert again.status_code == 409
    words = again.content.decode()
    assert words.index('name="slot" value="" hidden') < words.index('class="slot"')
