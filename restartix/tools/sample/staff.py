"""The two clinics, their logins, and the specialists with their hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from appointments.models import Block, Closing, DateOverride, Specialist, WeeklyHours
from restartix.core.clinics.models import Member, Organisation
from restartix.core.identity.models import User
from restartix.flows import public_holidays
from restartix.tools.sample.world import Clinic, World, known_id

NOTICE = (
    "We keep what you tell us only to treat you: your name, how to reach you, and what you and your specialist write "
    "down. Nobody outside the clinic reads it. Ask us at any time for a copy, or to have a mistake corrected."
)
CLINICS = {
    "aurora": {
        "name": "Aurora Rehab",
        "tagline": "Movement, rebuilt one careful step at a time",
        "address": "Strada Teilor 14, Bucharest",
        "phone": "+40 700 000 100",
        "email": "hello@aurora.example",
        "time_zone": "Europe/Bucharest",
        "currency": "EUR",
        "privacy_version": 3,
    },
    "riverside": {
        "name": "Riverside Recovery",
        "tagline": "Back on the water, back on your feet",
        "address": "212 Harbor Street, New York",
        "phone": "+1 212 555 0100",
        "email": "hello@riverside.example",
        "time_zone": "America/New_York",
        "currency": "USD",
        "privacy_version": 1,
    },
}
ADMINS = {"aurora": ("Ana Dumitrescu", "ana"), "riverside": ("Grace Holloway", "grace")}


@dataclass(frozen=True)
class Post:
    """A specialist's post: who, where, and the weekdays (0 is Monday) with their stretches."""

    clinic: str
    key: str
    name: str
    title: str
    about: str
    zone: str
    buffers: tuple[int, int]
    days: tuple[int, ...]
    stretches: tuple[tuple[int, int], ...]


POSTS = (
    Post(
        *("aurora", "ioana", "Dr. Ioana Munteanu", "Physical medicine and rehabilitation"),
        "Twenty years of knees, hips and the people attached to them.",
        *("Europe/Bucharest", (0, 10), (0, 1, 2, 3, 4), ((9, 13), (14, 17))),
    ),
    Post(
        *("aurora", "andrei", "Andrei Popa", "Physiotherapist"),
        "Works with runners, climbers and anyone who sits too much.",
        *("Europe/Bucharest", (5, 5), (1, 2, 3, 4, 5), ((12, 20),)),
    ),
    Post(
        *("aurora", "clara", "Clara Whitfield", "Speech and swallowing therapist"),
        "Sees patients by video from London, in English and Romanian.",
        *("Europe/London", (0, 15), (0, 1, 2, 3), ((8, 14),)),
    ),
    Post(
        *("riverside", "marcus", "Dr. Marcus Hale", "Sports medicine"),
        "Former rower; treats shoulders and backs.",
        *("America/New_York", (0, 10), (0, 1, 2, 3, 4), ((8, 12), (13, 16))),
    ),
)


def open_clinics(world: World) -> None:
    """Organisations with their admins and specialists, and when these work."""
    for slug, about in CLINICS.items():
        organisation = Organisation.objects.create(
            slug=slug,
            privacy_notice=NOTICE,
            set_up_at=world.now,
            opens_session_minutes_before=world.size.opens_early,
            **about,
        )
        name, key = ADMINS[slug]
        admin = login(name, f"{key}@{slug}.example")
        _join(organisation, admin, Member.Role.ADMIN)
        world.clinics[slug] = Clinic(organisation, admin, world.now)
        if not world.size.is_always_open:
            _close_on_holidays(world, world.clinics[slug])
    for post in POSTS:
        _fill(world, post)
    _meet(world.clinics["aurora"])


def login(name: str, email: str) -> User:
    return User.objects.create(id=known_id("user", email), name=name, email=email)


def _join(organisation: Organisation, user: User, role: str) -> Member:
    key = known_id("member", organisation.slug, user.email, role)
    return Member.objects.create(
        id=key, organisation=organisation, user=user, role=role, joined_at=timezone.now()
    )


def _fill(world: World, post: Post) -> None:
    clinic = world.clinics[post.clinic]
    user = login(post.name, f"{post.key}@{post.clinic}.example")
    specialist = Specialist.objects.create(
        id=known_id("specialist", post.clinic, post.key),
        organisation=clinic.organisation,
        member=_join(clinic.organisation, user, Member.Role.SPECIALIST),
        display_name=post.name,
        title=post.title,
        about=post.about,
        time_zone=post.zone,
        buffer_before=post.buffers[0],
        buffer_after=post.buffers[1],
    )
    clinic.specialists[post.key] = specialist
    common = {"organisation": clinic.organisation, "specialist": specialist}
    WeeklyHours.objects.bulk_create(
        WeeklyHours(weekday=day, opens=time(opens), closes=time(closes), **common)
        for day in post.days
        for opens, closes in post.stretches
    )
    _override(clinic, post)


def _override(clinic: Clinic, post: Post) -> None:
    """The week after next has a day off and a long Tuesday."""
    specialist = clinic.specialists[post.key]
    common = {"organisation": clinic.organisation, "specialist": specialist}
    long_day, day_off = (clinic.monday + timedelta(days=ahead) for ahead in (15, 17))
    rows = [
        DateOverride(date=long_day, opens=time(10), closes=time(19), **common),
        DateOverride(date=day_off, **common),
    ]
    DateOverride.objects.bulk_create(rows)
    clinic.special_days[post.key] = {row.date for row in rows} | clinic.holidays


def _meet(clinic: Clinic) -> None:
    """Next Monday, within the break that Ioana has anyway."""
    start = datetime.combine(clinic.monday + timedelta(days=7), time(13, 15), clinic.organisation.zone)
    clinic.blocks.append(
        Block.objects.create(
            organisation=clinic.organisation,
            specialist=clinic.specialists["ioana"],
            note="The team",
            started_at=start,
            ended_at=start + timedelta(minutes=30),
        )
    )


def _close_on_holidays(world: World, clinic: Clinic) -> None:
    """Those behind it too, so that no visit of the past stands on one."""
    organisation, since = clinic.organisation, clinic.monday - timedelta(weeks=world.size.weeks_back)
    last = public_holidays.last_day_entered(clinic.monday)
    coming = public_holidays.holidays_between(organisation.time_zone, organisation.language, since, last)
    Closing.objects.bulk_create(
        Closing(organisation=organisation, date=day, name=name, is_holiday=True)
        for day, name in coming.items()
    )
    clinic.holidays |= set(coming)
