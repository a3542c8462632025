"""The waitlist offers what came free after somebody joined; staff add whoever calls; each offer has its e-mail."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment, Hold, WaitlistEntry
from restartix.flows import waitlist
from restartix.flows.arrangements import set_days
from tests.pages.waitlist.conftest import book, mails_sent, page_of, typed


def test_what_was_on_the_page_when_they_joined_is_not_offered(
    visitor, full_day, leave, free_it, sweep, service, admin
):
    free_it()
    seen = leave("Sorin Dinu")
    assert sweep() == 0, "they saw that time and did not want it"

    again = book(visitor, full_day.opening, service)
    assert sweep() == 0
    free_it(again)
    assert sweep() == 1, "somebody had it meanwhile: now it came free"
    assert "We will hold it for you until" in page_of(visitor, seen)


def test_what_they_let_go_is_not_offered_when_they_come_back(visitor, full_day, leave, free_it, sweep):
    address = leave("Sorin Dinu")
    free_it()
    assert sweep() == 1
    visitor.client().post(f"{address}leaving/")

    assert visitor.client().post(f"{address}return/").status_code == 302
    assert sweep() == 0, "it is free, as it was when they left"


def test_what_they_saw_before_they_left_is_not_offered_when_they_come_back(
    visitor, full_day, leave, free_it, sweep
):
    free_it()
    address = leave("Sorin Dinu")
    visitor.client().post(f"{address}leaving/")

    visitor.client().post(f"{address}return/")

    assert sweep() == 0, "it was on the page when they joined, and ever since"


def test_what_a_visitor_only_looked_at_did_not_come_free(visitor, full_day, leave, free_it, sweep, cast):
    free_it()
    leave("Sorin Dinu")
    with visitor.scope():
        hold = Hold.objects.create(
            organisation=cast.aurora.organisation,
            specialist=cast.ioana,
            client_id=visitor.client_id,
            started_at=full_day.opening.started_at,
            ended_at=full_day.opening.ended_at,
            expires_at=timezone.now() + timedelta(minutes=5),
        )
    assert sweep() == 0
    with visitor.scope():
        Hold.objects.filter(pk=hold.pk).update(expires_at=timezone.now())

    assert sweep() == 0, "it was on the page when they joined"


def test_new_hours_count_as_times_that_came_free(visitor, cast, full_day, leave, sweep, arrange):
    leave("Sorin Dinu")
    assert sweep() == 0

    arrange(set_days, cast.ioana, full_day.day, full_day.day, [(time(10), time(12)), (time(14), time(15))])

    assert sweep() == 1


def test_a_second_offer_of_the_same_night_has_its_e_mail_too(
    committed, visitor, full_day, leave, free_it, sweep, clinic, settings, monkeypatch
):
    """At night both are kept until the same hour of the morning."""
    morning = timezone.now() + timedelta(hours=9)
    monkeypatch.setattr(waitlist, "kept_until", lambda *_: morning)
    address = leave("Sorin Dinu")
    free_it()
    assert sweep() == 1
    assert len(mails_sent(committed, clinic, settings, "waitlist-offer")) == 1
    visitor.client().post(f"{address}refusal/")
    free_it(full_day.earlier)

    assert sweep() == 1

    assert len(mails_sent(committed, clinic, settings, "waitlist-offer")) == 1
    assert "10:" in page_of(visitor, address)


class TestTheDesk:
    def submit(self, admin, service, **more):
        return admin.client().post(admin.at(f"waitlist/new/?service={service.pk}"), typed("Nicu Toma") | more)

    def test_adds_somebody_who_called(
        self, committed, admin, visitor, full_day, free_it, sweep, service, clinic, settings, cast
    ):
        pages = admin.client()
        assert "waitlist/new/" in pages.get(admin.at("waitlist/")).content.decode()
        assert pages.get(admin.at("waitlist/new/")).status_code == 200
        day = full_day.day.isoformat()

        answer = self.submit(admin, service, specialist=str(cast.ioana.pk), earliest=day, latest=day)

        assert answer["Location"] == admin.at("waitlist/")
        listed = pages.get(answer["Location"]).content.decode()
        assert "Nicu Toma" in listed
        [mail] = mails_sent(committed, clinic, settings, "waitlist")
        assert mail["To"] == "nicu@visitors.example"
        with admin.scope():
            entry = WaitlistEntry.objects.get(name="Nicu Toma")
        link = f"/aurora/w/{entry.pk}/{entry.link_token}/"
        assert link in mail.get_body(("plain",)).get_content()

        free_it()
        assert sweep() == 1
        browser = visitor.client()
        taken = browser.post(f"{link}taking/")
        assert browser.get(taken["Location"]).status_code == 200
        with admin.scope():
            assert Appointment.objects.filter(contact_email="nicu@visitors.example").exists()

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"email": ""}, "e-mail address"),
            ({"latest": "2020-01-01"}, "This day has passed."),
            ({"latest": "2099-12-31", "earliest": "2099-12-30"}, "booked yet"),
            ({"latest": "9999-12-31", "earliest": "9999-12-30"}, "Please check the year"),
            ({"privacy": ""}, "confirm it here"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_the_rest(self, committed, admin, service, full_day, wrong, words):
        day = full_day.day.isoformat()

        answer = self.submit(admin, service, **({"earliest": day, "latest": day} | wrong))

        assert answer.status_code == 422
        page = answer.content.decode()
        assert words in page
        assert "Nicu Toma" in page

    def test_is_for_staff_alone(self, committed, specialist, visitor, service, full_day, cast):
        day = full_day.day.isoformat()
        told = typed("Nicu Toma") | {"specialist": str(cast.ioana.pk), "earliest": day, "latest": day}

        added = specialist.client().post(specialist.at(f"waitlist/new/?service={service.pk}"), told)

        assert added["Location"] == specialist.at("dashboard/")
        assert visitor.client().get(visitor.at("waitlist/new/")).status_code in {302, 403, 404}

    def test_knows_how_somebody_known_is_reached(self, committed, admin, service, cast):
        page = admin.client().get(admin.at(f"waitlist/new/?service={service.pk}&person={cast.elena.pk}"))

        assert page.context["form"]["email"].value() == "elena@patients.example"
