"""Each setting that no other test follows to the page it changes: kept by an admin, and read there at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from appointments.models import Status
from restartix.core.clock import Clock

pytestmark = pytest.mark.usefixtures("db")


def test_a_visit_takes_as_long_as_its_service_says(change, free, service, cast, always):
    path = f"services/{service.pk}/?with={cast.ioana.pk}"
    before = free(path)
    change(f"services/{service.pk}/", duration="120")

    after = free(path)
    assert max(after.values()) == 1 < max(before.values()), "of two hours each evening, one visit takes all"


def test_notice_is_how_late_a_time_can_be_booked(change, free, service, cast, always):
    path = f"services/{service.pk}/?with={cast.ioana.pk}"
    change(f"services/{service.pk}/", notice="0")
    before = min(free(path))
    change(f"services/{service.pk}/", notice="2880")

    assert before < str(cast.today + timedelta(days=2)) <= min(free(path))


def test_the_cut_off_is_how_late_a_patient_can_call_off(change, by_link, cast):
    def offered():
        page = by_link.client().get(by_link.at(f"visits/{cast.soon.pk}/")).content.decode()
        return f"/visits/{cast.soon.pk}/cancellation/" in page, "too late to move or cancel" in page

    change(f"services/{cast.soon.service_id}/", cutoff="0")
    assert offered() == (True, False)
    change(f"services/{cast.soon.service_id}/", cutoff="1440")
    assert offered() == (False, True)


def test_a_calendar_is_open_on_its_dates_alone(change, free, cast, always):
    calendar = next(iter(cast.aurora.calendars.values()))
    first, last = (cast.today + timedelta(days=ahead) for ahead in (3, 4))
    change(f"calendars/{calendar.pk}/", starts_on=str(first), ends_on=str(last))

    assert set(free(f"c/{calendar.slug}/")) == {str(first), str(last)}


def test_breaks_around_visits_are_not_offered(change, free, service, cast, page_of):
    here = page_of.removeprefix("settings/")
    visit = cast.visit_of(cast.luca, Status.UPCOMING)
    path = f"services/{service.pk}/?with={cast.ioana.pk}&day={cast.day_of(visit.started_at)}"
    change(here, "about", f"{here}about/", buffer_before="0", buffer_after="0")
    before = sum(free(path).values())
    change(here, "about", f"{here}about/", buffer_before="120", buffer_after="120")

    assert sum(free(path).values()) < before


def test_public_holidays_are_not_offered(change, free, service, cast, admin, always):
    today = cast.today
    christmas = date(today.year + (today >= date(today.year, 12, 25)), 12, 25)
    change(f"services/{service.pk}/", horizon="365")
    path = f"services/{service.pk}/?with={cast.ioana.pk}&month={christmas:%Y-%m}"
    assert str(christmas) in free(path)

    admin.client().post(admin.at("settings/closed-days/holidays/"))

    assert str(christmas) not in free(path)
    assert f"{christmas:%Y-%m}-28" in free(path)


def test_the_clinic_s_language_and_phone_are_those_of_its_pages(change, visitor):
    change("clinic/", language="ro", phone="+40 268 555 019")

    page = visitor.client().get(visitor.at("")).content.decode()
    assert '<html lang="ro"' in page
    assert "+40 268 555 019" in page


def test_a_chosen_time_is_kept_for_as_long_as_the_clinic_says(change, visitor, service, free, cast, always):
    change("clinic/", hold_minutes="25")
    client = visitor.client()
    choose = client.get(visitor.at(f"services/{service.pk}/?with={cast.ioana.pk}"))
    slot = choose.context["parts"][0]["slots"][-1]["value"]
    clock, now = Clock(cast.aurora.organisation.zone), timezone.now()

    page = client.post(visitor.at(f"services/{service.pk}/hold/"), {"slot": slot}, follow=True)

    until = {clock.time(now + timedelta(minutes=minutes)) for minutes in (25, 26)}
    assert any(f"{time}, {clock.name}" == page.context["kept_until"] for time in until)


def test_the_session_opens_as_early_as_the_clinic_says(change, by_link, cast):
    by_link.client().post(by_link.at(f"visits/{cast.soon.pk}/confirmation/"))

    change("clinic/", opens_session_minutes_before="7")

    page = by_link.client().get(by_link.at(f"visits/{cast.soon.pk}/")).content.decode()
    assert "The room opens 7 minutes before" in page
