"""Days off for the whole clinic: closed days, and public holidays in the clinic's language."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from appointments.models import Closing, Specialist, Status
from tests.making import night
from tests.pages.settings.hours import EVERY_DAY, times_on, week

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.dates]


@pytest.fixture
def day(cast):
    """One on which Ioana has a visit."""
    return cast.day_of(cast.soon.started_at)


def close(admin, day, **about):
    return admin.client().post(admin.at("settings/closed-days/"), {"first": str(day), **about})


def test_nobody_can_be_booked_on_a_closed_day_and_special_hours_do_not_open_it(
    admin, specialist, visitor, cast, page_of
):
    specialist.client().post(specialist.at(page_of), week(**EVERY_DAY))
    day = cast.today + timedelta(days=2)
    free = f"services/{cast.aurora.services['first-visit'].pk}/?with={cast.ioana.pk}&day={day}"
    special = {"first": str(day), "opens": "06:00", "closes": "07:00"}
    specialist.client().post(specialist.at(f"{page_of}days/"), special)
    assert times_on(visitor.client().get(visitor.at(free)).content.decode()) == {"06:00"}

    assert close(admin, day, name="Moving house").status_code == 302

    assert "06:00" not in times_on(visitor.client().get(visitor.at(free)).content.decode())
    page = specialist.client().get(specialist.at(page_of)).content.decode()
    assert "clinic closed · Moving house" in " ".join(page.split())

    admin.client().post(admin.at("settings/closed-days/end/"), {"first": str(day), "last": str(day)})
    assert times_on(visitor.client().get(visitor.at(free)).content.decode()) == {"06:00"}


def test_holidays_are_everybody_s_once_and_named_in_the_clinic_s_language(admin, cast):
    with admin.scope():
        type(cast.aurora.organisation).objects.filter(pk=cast.aurora.organisation.pk).update(language="ro")
        Closing.objects.filter(is_holiday=True).delete()

    for _press in range(2):
        saved = admin.client().post(
            admin.at("settings/closed-days/holidays/"), headers={"Accept-Language": "en"}
        )
        assert saved.status_code == 302

    with admin.scope():
        christmas = Closing.objects.filter(date__month=12, date__day=25, date__year=cast.today.year + 1)
        assert "Crăciun" in christmas.get().name
        holidays = Closing.objects.filter(is_holiday=True)
        assert holidays.count() == len(set(holidays.values_list("date", flat=True)))


def test_special_hours_open_a_public_holiday(admin, specialist, visitor, cast, page_of):
    day = cast.today + timedelta(days=2)
    specialist.client().post(specialist.at(page_of), week(**EVERY_DAY))
    with admin.scope():
        Closing.objects.create(organisation=cast.aurora.organisation, date=day, is_holiday=True, name="Fair")
    free = f"services/{cast.aurora.services['first-visit'].pk}/?with={cast.ioana.pk}&day={day}"

    special = {"first": str(day), "opens": "06:00", "closes": "07:00"}
    specialist.client().post(specialist.at(f"{page_of}days/"), special)

    assert times_on(visitor.client().get(visitor.at(free)).content.decode()) == {"06:00"}


def test_what_is_booked_on_a_closed_day_stays_and_is_listed(admin, cast, day):
    close(admin, day)

    page = admin.client().get(admin.at("settings/closed-days/")).content.decode()

    assert admin.at(f"specialists/{cast.soon.specialist_id}/absence/?day={day}") in page


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Bucharest", 23), ("America/New_York", 2)])
def test_a_visit_is_listed_on_its_specialists_day_not_on_utcs(admin, cast, make_visit, zone, hour):
    visit = make_visit(Status.UPCOMING, at=night(40, hour) + timedelta(minutes=30))
    with admin.scope():
        Closing.objects.all().delete()
        Specialist.objects.filter(pk=cast.ioana.pk).update(time_zone=zone)
    theirs = visit.started_at.astimezone(ZoneInfo(zone)).date()
    assert theirs != visit.started_at.date()  # utc day: what it must not be judged by

    close(admin, theirs)

    page = admin.client().get(admin.at("settings/closed-days/"))
    [line] = [one for one in page.context["standing"] if one["name"] == cast.ioana.display_name]
    assert (line["url"].partition("?day=")[2], line["count"]) == (theirs.isoformat(), 1)


@pytest.mark.parametrize("path", ["", "end/", "holidays/"])
def test_a_specialist_closes_nothing(specialist, cast, path):
    answer = specialist.client().post(
        specialist.at(f"settings/closed-days/{path}"), {"first": str(cast.today)}
    )

    assert answer.status_code == 404
