"""A specialist's visits in their own calendar: by a private address, without anybody's name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from icalendar import Calendar

from appointments.models import Appointment, CalendarFeed, Closing, Specialist, Status
from restartix.core.clinics.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(specialist):
    """Ioana has made one; its path."""
    specialist.client().post(specialist.at("feed/renewal/"))
    return path_of(specialist)


def path_of(seat):
    with seat.scope():
        live = CalendarFeed.objects.get(revoked_at=None)
    return seat.at(f"feed/{live.token}/visits.ics")


def read(visitor, path, **headers):
    return visitor.client().get(path, headers=headers)


def events(answer, kind="work"):
    """Of visits; of blocked time (block) or closed days (closed)."""
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return [event for event in found if event["UID"].startswith(f"{kind}-")]


def test_it_holds_the_specialists_visits_and_only_those(visitor, address, cast, specialist):
    answer = read(visitor, address)

    since, until = timezone.now() - timedelta(days=60), timezone.now() + timedelta(days=400)
    with specialist.scope():
        visits = Appointment.objects.not_removed().exclude(status__in=[Status.CANCELLED, Status.NOSHOW])
        mine = {
            visit.started_at
            for visit in visits.filter(specialist=cast.ioana.pk)
            if since < visit.started_at < until
        }
    found = {event["DTSTART"].dt for event in events(answer)}
    assert found == mine
    assert len(found) > 3
    assert all(start.utcoffset() == timedelta(0) for start in found)


def test_it_says_nothing_about_anybody(visitor, address, cast):
    text = read(visitor, address).content.decode().replace("\r\n ", "")

    secrets = {part for person in cast.aurora.persons for part in person.name.split()}
    secrets |= {visit.service.name for visit in cast.aurora.visits}
    secrets |= {visit.contact_email for visit in cast.aurora.visits} - {""}
    assert [secret for secret in secrets if secret in text] == []


def test_a_cancelled_visit_vanishes(visitor, address, cast, admin):
    before = {event["UID"] for event in events(read(visitor, address))}
    with admin.scope() as actor:
        ahead = Appointment.objects.filter(specialist=cast.ioana.pk, status=Status.UPCOMING)
        visit = ahead.filter(started_at__gt=timezone.now() + timedelta(days=1)).first()
        visit.cancel(by=actor, reason="Ioana is ill")

    assert before - {event["UID"] for event in events(read(visitor, address))} == {
        f"work-{visit.organisation_id}-{visit.pk}@testserver"
    }


def test_what_has_not_changed_is_not_sent_again(visitor, address, cast, admin):
    first = read(visitor, address)

    assert read(visitor, address, if_none_match=first["ETag"]).status_code == 304
    assert "private" in first["Cache-Control"]
    assert first["Content-Type"].startswith("text/calendar")

    with admin.scope() as actor:
        ahead = Appointment.objects.filter(specialist=cast.ioana.pk, status=Status.UPCOMING)
        ahead.filter(started_at__gt=timezone.now()).first().confirm(by=actor)
    assert read(visitor, address, if_none_match=first["ETag"]).status_code == 200


def test_a_new_address_ends_the_old_one_and_stopping_ends_it_too(visitor, address, specialist):
    specialist.client().post(specialist.at("feed/renewal/"))
    renewed = path_of(specialist)

    assert renewed != address
    assert read(visitor, address).status_code == 404
    assert read(visitor, renewed).status_code == 200

    specialist.client().post(specialist.at("feed/revocation/"))
    assert read(visitor, renewed).status_code == 404


@pytest.mark.parametrize("leaves", ["the clinic", "the specialists", "with their login"])
def test_who_has_left_takes_no_window_on_the_calendar_along(visitor, address, admin, cast, leaves):
    assert read(visitor, address).status_code == 200

    with admin.scope(), connection.cursor() as cursor:
        if leaves == "the clinic":
            Member.objects.filter(pk=cast.ioana.member_id).update(ended_at=timezone.now())
        elif leaves == "the specialists":
            Specialist.objects.filter(pk=cast.ioana.pk).update(is_active=False)
        else:
            told = ["user_ioana", cast.ioana.member.user.email]
            cursor.execute("SELECT public.clerk_user_changed(%s, %s, 1, false)", told)
            cursor.execute("SELECT public.clerk_user_deleted(%s)", told[:1])

    assert read(visitor, address).status_code == 404


def test_an_address_works_at_its_own_clinic_alone(visitor, address):
    assert read(visitor, address.replace("/aurora/", "/riverside/")).status_code == 404
    assert read(visitor, "/aurora/feed/nonsense/visits.ics").status_code == 404


def test_only_the_specialist_has_the_address(address, specialist, admin, patient, visitor):
    shown = specialist.client().get(specialist.at("feed/")).content.decode()

    assert address in shown
    assert f"webcal://testserver{address}" in shown
    assert admin.client().get(admin.at("feed/")).status_code == 404
    assert patient.client().get(patient.at("feed/")).status_code == 404
    for seat in (admin, patient, visitor):
        with seat.scope():
            assert not CalendarFeed.objects.exists()


def test_the_page_says_when_it_was_last_read(visitor, specialist):
    assert "No address yet" in specialist.client().get(specialist.at("feed/")).content.decode()
    specialist.client().post(specialist.at("feed/renewal/"))
    assert "No calendar has read it yet" in specialist.client().get(specialist.at("feed/")).content.decode()

    read(visitor, path_of(specialist))

    assert "Last read:" in specialist.client().get(specialist.at("feed/")).content.decode()


def test_its_secret_is_not_kept(address, specialist):
    with specialist.scope():
        live = CalendarFeed.objects.get(revoked_at=None)

    assert live.token in address
    assert live.token not in {live.nonce, live.token_hash}


def test_blocked_time_and_closed_days_are_in_it_without_a_note(visitor, address, cast, specialist, admin):
    with specialist.scope():
        block = cast.ioana.blocks.order_by("started_at").first()
    with admin.scope():
        Closing.objects.create(
            organisation=cast.aurora.organisation, date=cast.today + timedelta(days=3), name="Moving house"
        )

    answer = read(visitor, address)

    (meeting,) = events(answer, "block")
    assert (meeting["DTSTART"].dt, meeting["SUMMARY"]) == (block.started_at, "Meeting")
    assert block.note not in answer.content.decode()
    closed = {event["DTSTART"].dt: str(event["SUMMARY"]) for event in events(answer, "closed")}
    assert closed[cast.today + timedelta(days=3)] == "Clinic closed: Moving house"
    assert read(visitor, address).content == answer.content
