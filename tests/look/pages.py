"""Who looks at what: each page of a clinic at least once, in three parts that take about as long."""

from datetime import timedelta

from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.models import Appointment, Product, Status
from restartix.flows.reschedule import Moving
from restartix.tools.sample.world import known_id
from tests.cast import Seat


class Seats:
    """Those who look."""

    def __init__(self, cast):
        self.visitor = Seat("aurora")
        self.by_link = Seat("aurora", link=cast.soon.link_token)
        self.reviewer = Seat("aurora", link=cast.visit(Status.DONE).link_token)
        self.booker = Seat("aurora", link=cast.visit(Status.BOOKED).link_token)
        self.patient = cast.signed_in(cast.elena.user)
        self.guardian = cast.signed_in(cast.maria.user)
        self.specialist = cast.signed_in(cast.ioana.member.user)
        self.admin = cast.signed_in(cast.ana)


def patients_pages(cast):
    """What visitors and patients see."""
    soon, done = cast.soon, cast.visit(Status.DONE)
    form, signed = form_of(cast, soon, "patient"), form_of(cast, done, "specialist", is_signed=True)
    code = next(iter(cast.aurora.calendars.values())).slug
    visitors = ("", "privacy/", "sign-in/", "sign-in/one-that-nobody-has/", f"c/{code}/", "check/")
    yield from (("visitor", path) for path in visitors)
    yield "visitor", f"check/{signed.pk}/{signed.content_hash[:16]}/"
    yield from (("visitor", path) for path in booking(cast))
    own = ("", "session/", "device/", "time/", "forms/", f"forms/{form.pk}/", "contact/")
    yield from (("by_link", f"visits/{soon.pk}/{path}") for path in own)
    booked = cast.visit(Status.BOOKED).pk
    yield from (("booker", f"visits/{booked}/{path}") for path in ("booked/", "contact/", "cancellation/"))
    yield "booker", a_move(cast, cast.visit(Status.BOOKED))
    yield "reviewer", f"visits/{done.pk}/review/"
    elena = f"my/people/{cast.elena.pk}"
    yield from (("patient", path) for path in ("my/", "account/", f"{elena}/data/", f"{elena}/visits/"))
    waiting, offered = (cast.aurora.waitlist_entries[place] for place in (0, -1))
    yield from (("visitor", f"w/{entry.pk}/{entry.link_token}/") for entry in (waiting, offered))
    yield from (
        ("guardian", "my/"),
        ("visitor", f"services/{soon.service_id}/waitlist/"),
        ("admin", "waitlist/"),
        ("admin", "waitlist/new/"),
    )
    yield from (("guardian", path) for path in ("my/family/", "my/calendar/", f"my/people/{cast.luca.pk}/"))


def booking(cast):
    """A service's open times, and the form for one of them."""
    service, now = cast.aurora.services["first-visit"].pk, timezone.now()
    with Seat("aurora").scope():
        free = open_times(Channel.of(service), now + timedelta(days=3), now + timedelta(days=10))[0]
    yield from (f"services/{service}/", f"services/{service}/?month={cast.day_of(free.started_at):%Y-%m}")
    yield f"services/{service}/book/?at={free.started_at:%Y-%m-%dT%H:%MZ}&with={free.specialist.pk}"


def a_move(cast, visit):
    """The question before a visit moves, to a time that is open to it."""
    now = timezone.now()
    with Seat("aurora", link=visit.link_token).scope():
        own = Appointment.objects.select_related("service__organisation", "calendar").get(pk=visit.pk)
        channel = Moving.of_visit(own)
        free = open_times(channel, now + timedelta(days=3), now + timedelta(days=10))[0]
    return f"visits/{visit.pk}/time/?to={free.started_at:%Y-%m-%dT%H:%MZ}|{free.specialist.pk}"


def desk_pages(cast):
    """Where the staff work."""
    soon, done, today = cast.soon, cast.visit(Status.DONE), str(cast.day_of(cast.soon.started_at))
    yield from (
        ("admin", path)
        for path in ("dashboard/", "dashboard/figures/", "search/?q=elena", "alerts/", "ratings/")
    )
    asked = ("", f"?month={today[:7]}", f"?day={today}&all=1", f"?from={today}")
    yield from (("admin", f"calendar/{part}") for part in asked)
    yield from (("admin", f"appointments/{cast.visit(status).pk}/") for status in Status)
    yield "admin", f"appointments/{soon.pk}/"
    yield "admin", f"appointments/{done.pk}/forms/{form_of(cast, done, 'specialist').pk}/"
    yield from (
        ("admin", f"appointments/{path}")
        for path in ("new/", "removed/", f"{soon.pk}/time/", f"{soon.pk}/person/")
    )
    yield "admin", f"specialists/{soon.specialist_id}/absence/?all=1"
    yield "admin", f"calendar/blocks/new/?with={soon.specialist_id}"
    yield "specialist", f"calendar/blocks/{cast.aurora.blocks[0].pk}/"
    yield from (
        ("admin", f"people/{cast.luca.pk}/{path}")
        for path in ("", "family/", "profile/", "contact/", "identity/")
    )
    own = (
        "dashboard/",
        "calendar/",
        f"calendar/?day={today}",
        "feed/",
        "account/",
        f"people/{cast.elena.pk}/",
    )
    yield from (("specialist", path) for path in own)
    yield from (("specialist", f"appointments/{soon.pk}/{path}") for path in ("session/", "forms/"))


def settings_pages(cast):
    """What is set up, and by whom."""
    clinic, ioana = cast.aurora, cast.ioana.pk
    yield from (
        ("admin", f"settings/{path}") for path in ("", "log/", "team/", "team/invitation/", "clinic/")
    )
    yield from (("admin", f"settings/{path}") for path in ("plans/", "start/", "hours/", f"hours/{ioana}/"))
    yield "admin", "settings/closed-days/"
    yield "specialist", f"settings/hours/{ioana}/"
    with cast.signed_in(cast.ana).scope():
        some = {"products": Product.objects.values_list("pk", flat=True).first()}
    some |= {kind: next(iter(getattr(clinic, kind).values())).pk for kind in ("services", "calendars")}
    for kind, one in some.items():
        yield from (("admin", f"settings/{kind}/{path}") for path in ("", "new/", f"{one}/"))
    yield from (("admin", f"settings/forms/{path}") for path in library(clinic))


def library(clinic):
    """The form library: its lists, a form on the drawing board, a question's place in it, its versions."""
    survey, question = clinic.templates["intake"].pk, known_id("field", "aurora", "medication")
    which = known_id("use", str(survey), str(question))
    lists = ("", "new/", "questions/", "questions/new/", f"questions/{question}/")
    one = ("", f"questions/{which}/", "preview/", "versions/")
    return (*lists, *(f"{survey}/{path}" for path in one))


def form_of(cast, visit, whose, *, is_signed=False):
    """The visit's first form that this side fills in, or has signed, and that nobody has to sign first."""
    with cast.signed_in(cast.ana).scope():
        found = visit.forms.filter(filled_by=whose, is_prefilled=False)
        return (found.exclude(content_hash="") if is_signed else found).first()
