"""Leaving an entry by the page, and who sees it."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from appointments.models import Waiting, WaitlistEntry
from restartix.pages.waitlist.offer_page import entry_by_token
from tests.pages.waitlist.conftest import BUCHAREST, page_of, typed


def test_a_wish_is_seen_by_its_link_and_the_clinics_admins_alone(
    visitor, admin, other_admin, specialist, patient, leave
):
    address = leave()
    wish_id, token = re.search(r"/w/([-\w]+)/(\w+)/", address).groups()

    assert "This link no longer works" in page_of(visitor, address.replace(token, "0" * 64), 404)
    assert other_admin.client().get(other_admin.at(f"w/{wish_id}/{token}/")).status_code == 404
    for seat in (visitor, other_admin, specialist, patient):
        with seat.scope():
            assert not WaitlistEntry.objects.exists()
    with admin.scope():
        assert WaitlistEntry.objects.filter(name="Sorin Dinu").count() == 1
    with visitor.scope():
        assert entry_by_token(wish_id, token).name == "Sorin Dinu"
        with pytest.raises(DatabaseError), transaction.atomic():
            WaitlistEntry.objects.update(email="else@visitors.example")


def test_an_admin_sees_who_waits_and_takes_them_off(
    visitor, admin, specialist, leave, service, free_it, sweep
):
    address = leave()
    free_it()
    sweep()
    ana = admin.client()
    page = ana.get(admin.at(f"waitlist/?service={service.pk}")).content.decode()
    assert "Sorin Dinu" in page
    assert "held until" in page
    assert specialist.client().get(specialist.at("waitlist/")).status_code == 404

    url = re.findall(r'action="([^"]+/withdrawal/)"', page)[-1]
    assert ana.post(url).status_code == 302

    assert "Sorin Dinu" not in ana.get(admin.at("waitlist/")).content.decode()
    assert "You are off the waitlist" in page_of(visitor, address)


def test_errors_stand_beside_their_fields_and_the_same_page_sent_twice_leaves_one_entry(
    db, visitor, service, admin
):
    browser, url = visitor.client(), visitor.at(f"services/{service.pk}/waitlist/")
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
        assert [one.state for one in WaitlistEntry.objects.filter(name="Sorin Dinu")] == [Waiting.WAITING]


@pytest.mark.usefixtures("db")
def test_the_form_begins_with_what_is_known(visitor, patient, service, cast):
    browser, month = (
        visitor.client(),
        (cast.today.replace(day=1) + timedelta(days=32)).replace(day=1),
    )
    shown = browser.get(visitor.at(f"services/{service.pk}/?with={cast.ioana.pk}&month={month:%Y-%m}"))
    url = shown.context["month"]["waiting_url"]
    assert escape(url) in shown.content.decode()

    form = browser.get(url).context["form"]

    assert form["specialist"].value() == str(cast.ioana.pk)
    assert form["earliest"].value() == month
    assert form["latest"].value() == min(
        form.last, (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    )
    hers = patient.client().get(url).context["form"]
    assert [hers[name].value() for name in ("name", "email")] == ["Elena Ionescu", cast.elena.user.email]
    odd = browser.get(f"{url.split('?')[0]}?from=2001-01-01&until=2001-02-01&with=nobody").context["form"]
    assert (odd["earliest"].value(), odd["latest"].value()) == (odd.first, odd.last)


@pytest.mark.usefixtures("db")
def test_the_list_asks_the_same_few_questions_however_many_wait(visitor, admin, service, cast):
    client = admin.client()

    def questions():
        with CaptureQueriesContext(connection) as asked:
            page = client.get(admin.at("waitlist/"))
        about = [one for one in asked if "SELECT" in one["sql"] and "identity_session" not in one["sql"]]
        return len(page.context["rows"]), len(about)

    few, cost = questions()
    for number in range(9):
        answer = visitor.client().post(
            visitor.at(f"services/{service.pk}/waitlist/"),
            typed(f"Waiter {number}") | {"specialist": str(cast.ioana.pk), **days(cast, number)},
        )
        assert answer.status_code == 302

    assert questions() == (few + 9, cost)


def days(cast, ahead):
    day = cast.today + timedelta(days=ahead)
    return {"earliest": day.isoformat(), "latest": day.isoformat()}
