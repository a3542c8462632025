"""What a setting brings into a visit or a letter: kept by an admin, then met by who books, treats or is reminded."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.models import Appointment
from restartix.messages.compose import to_patient
from restartix.messages.patients import LETTERS
from tests.pages.settings.hours import EVERY_DAY, times_on, week

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def book(visitor, admin, service, cast):
    """Book by the page, through a calendar if one is named, and be taken on; the names of the forms it brought."""

    somebody = iter(("Radu Pop", "Silvia Anton", "Zoe Moraru"))

    def booked(calendar=""):
        with visitor.scope():
            now = timezone.now()
            channel = Channel.of(service.pk, calendar)
            at = open_times(channel, now + timedelta(days=2), now + timedelta(days=8))[0]
        when = f"at={at.started_at:%Y-%m-%dT%H:%MZ}&with={at.specialist.pk}&calendar={calendar}"
        who = next(somebody)
        told = {
            "name": who,
            "email": f"{who[:4].lower()}@visitors.example",
            "phone": f"0721 234 56{len(who) % 10}",
        }
        path = visitor.at(f"services/{service.pk}/book/?{when}")
        answer = visitor.client().post(path, told | {"privacy": "on", "privacy_version": "3"})
        assert answer.status_code == 302
        pk = int(answer["Location"].rstrip("/").split("/")[-2])
        assert admin.client().post(admin.at(f"appointments/{pk}/onboarding/")).status_code == 302
        with admin.scope():
            return set(Appointment.objects.get(pk=pk).forms.values_list("name", flat=True))

    return booked


def test_a_service_and_its_calendar_bring_the_forms_that_are_ticked(change, book, service, cast):
    ours, calendar = cast.aurora.templates, cast.aurora.calendars["everyday"]
    change(f"services/{service.pk}/", templates=[str(ours["intake"].pk)])
    change(f"calendars/{calendar.pk}/", templates=[str(ours["promotion"].pk)])

    assert book() == {ours["intake"].name}
    assert book(calendar.slug) == {ours["intake"].name, ours["promotion"].name}


def test_a_calendar_is_found_at_its_address_until_it_is_offered_no_more(change, admin, visitor, cast):
    calendar = cast.aurora.calendars["promotion"]

    def status(slug):
        return visitor.client().get(visitor.at(f"c/{slug}/")).status_code

    change(f"calendars/{calendar.pk}/", slug="strong-back", description="For backs that carry a lot.")
    assert (status("strong-back"), status(calendar.slug)) == (200, 404)
    front = visitor.client().get(visitor.at("")).content.decode()
    assert "/c/strong-back/" in front
    assert "For backs that carry a lot." in front

    admin.client().post(admin.at(f"settings/calendars/{calendar.pk}/retirement/"))
    assert status("strong-back") == 404
    assert "/c/strong-back/" not in visitor.client().get(visitor.at("")).content.decode()


def test_a_product_is_at_hand_in_the_session_until_it_is_sold_no_more(admin, specialist, cast):
    client = admin.client()

    def at_hand():
        page = specialist.client().get(specialist.at(f"appointments/{cast.soon.pk}/session/add-ons/"))
        return "Sleep mask" in page.content.decode()

    client.post(admin.at("settings/products/new/"), {"name": "Sleep mask", "price": "9.90"})
    assert at_hand()

    [line] = [
        one
        for one in client.get(admin.at("settings/products/")).context["lines"]
        if one["name"] == "Sleep mask"
    ]
    client.post(f"{line['url']}retirement/")
    assert not at_hand()


def test_hours_are_on_the_specialists_own_clock(change, admin, visitor, service, cast, page_of):
    here, path = page_of.removeprefix("settings/"), f"services/{service.pk}/?with={cast.ioana.pk}"
    admin.client().post(admin.at(page_of), week(**EVERY_DAY))
    change(here, "about", f"{here}about/", time_zone="Asia/Tokyo", about="By video from Osaka.")

    shown = times_on(visitor.client().get(visitor.at(path)).content.decode())

    opens = timezone.now().astimezone(ZoneInfo("Asia/Tokyo")).replace(hour=20, minute=0)
    there = (opens + timedelta(minutes=minutes) for minutes in (0, 30, 60))
    assert shown
    assert shown <= {f"{at.astimezone(ZoneInfo('Europe/Bucharest')):%H:%M}" for at in there}
    assert "By video from Osaka." in visitor.client().get(visitor.at("")).content.decode()
    assert "20:00" in admin.client().get(admin.at(page_of)).content.decode(), "on her own page, her own clock"


def test_letters_are_answered_to_the_clinics_address_and_end_with_its_name(change, admin, cast):
    change("clinic/", email="desk@aurora.example", name="Aurora Nova", address="Strada Nouă 5")

    with admin.scope():
        names = ("patient_person__user", "booked_as", "specialist__member__user", "service", "organisation")
        visit = Appointment.objects.select_related(*names).get(pk=cast.soon.pk)
        letter = to_patient(visit, LETTERS["reminder"].words(visit), to=visit.contact_email)

    assert letter.reply_to == "desk@aurora.example"
    assert "Aurora Nova\nStrada Nouă 5" in letter.text
