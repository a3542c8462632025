"""The settings' first page: whom it is for, and that it leads only where there is a page."""

import pytest

from restartix.pages.settings import index

pytestmark = pytest.mark.usefixtures("db")


def test_an_admin_finds_every_page_there_is(admin):
    shown = admin.client().get(admin.at("settings/"))

    assert shown.status_code == 200
    assert all(f'href="{card.url}"' in shown.content.decode() for card in index.CARDS if card.url)


def test_settings_are_for_admins_alone(specialist, patient, visitor):
    assert [seat.client().get(seat.at("settings/")).status_code for seat in (specialist, patient)] == [
        404,
        404,
    ]
    assert visitor.client().get(visitor.at("settings/")).status_code == 302


def test_an_admin_finds_the_settings_from_any_page_and_a_specialist_does_not(admin, specialist):
    by_admin, by_specialist = (
        seat.client().get(seat.at("dashboard/")).content.decode() for seat in (admin, specialist)
    )

    assert 'href="/aurora/settings/"' in by_admin
    assert 'href="/aurora/settings/"' not in by_specialist
