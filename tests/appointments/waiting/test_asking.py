"""Leaving a wish by the page, and who sees it."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from appointments.models import Waiting, WaitingWish
from appointments.waiting.answering import wish_by
from tests.appointments.waiting.conftest import BUCHAREST, page_of, typed


def test_a_wish_is_seen_by_its_link_and_the_clinics_admins_alone(
    visitor, admin, other_admin, specialist, patient, leave
):
    address = leave()
    wish_id, token = re.search(r"/w/([-\w]+)/(\w+)/", address).groups()

    assert "This link no longer works" in page_of(visitor, address.replace(token, "0" * 64), 404)
    assert other_admin.client().get(other_admin.at(f"w/{wish_id}/{token}/")).status_code == 404
    for seat in (visitor, other_admin, specialist, patient):
        with seat.scope():
            assert not WaitingWish.objects.exists()
    with admin.scope():
        assert WaitingWish.objects.get().name == "Sorin Dinu"
    with visitor.scope():
        assert wish_by(wish_id, token).name == "Sorin Dinu"
        with pytest.raises(DatabaseError), transaction.atomic():
            WaitingWish.objects.update(email="else@visitors.example")


def test_an_admin_sees_who_waits_and_takes_them_off(
    visitor, admin, specialist, leave, service, free_it, sweep
):
    address = leave()
    free_it()
    sweep()
    ana = admin.client()
    page = ana.get(admin.at(f"waitlist/?service={service.pk}")).content.decode()
    assert "Sorin Dinu" in page
    assert "kept until" in page
    assert specialist.client().get(specialist.at("waitlist/")).status_code == 404

    [url] = re.findall(r'action="([^"]+/withdrawal/)"', page)
    assert ana.post(url).status_code == 302

    assert "Sorin Dinu" not in ana.get(admin.at("waitlist/")).content.decode()
    assert "You are off the waitlist" in page_of(visitor, address)


def test_errors_stand_beside_their_fields_and_the_same_page_sent_twice_leaves_one_wish(
    committed, visitor, service, admin
):
    browser, url = visitor.client(), visitor.at(f"waitlist/{service.pk}/")
    times = browser.get(visitor.at(f"services/{service.pk}/")).content.decode()
    assert url in times
    form = browser.get(url).context["form"]
    told = typed("Sorin Dinu") | {"once": str(form["once"].value())}
    today = timezone.now().astimezone(BUCHAREST).date()

    wrong = browser.post(url, told | {"phone": "1", "earliest": today, "latest": today - timedelta(days=9)})
    assert wrong.status_code == 422
    assert {"phone", "latest"} == set(wrong.context["form"].errors)
    assert 'value="Sorin Dinu"' in wrong.content.decode()

    right = told | {"earliest": today, "latest": today}
    assert browser.post(url, right)["Location"] == browser.post(url, right)["Location"]
    with admin.scope():
        assert [one.state for one in WaitingWish.objects.all()] == [Waiting.WAITING]
