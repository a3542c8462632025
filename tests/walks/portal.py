"""The walks of visitors and patients: book, wait, fill in and sign, care for somebody, review, take one's data."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from appointments.models import Waiting, WaitlistEntry
from appointments.models.waitlist import entry_token
from forms.models import Form
from patients.models import Guardianship, Patient
from tests.walks.players import played_by
from tests.walks.stage import DAY, Stage
from tests.walks.visits import BOOKS, FILLS_IN, LATELY, LINK, READS, STAFF, D, U, own, visit
from tests.walks.walking import Address, Scene, Walk, walks

VISITORS = ("visitor",)
ANYBODY = VISITORS + BOOKS + STAFF
SIGNED_IN = ("patient", "guardian", *STAFF)
NAMED = {"name": "Ruxandra Vasile", "email": "ruxandra@visitors.example", "phone": "0721 234 567"}


def nothing(stage: Stage) -> None:
    """Needs nothing in place."""


def at(route: str, *about: Any) -> Address:
    return lambda stage: stage.at(route, *about)


def of_service(route: str, **asks: str) -> Address:
    """This address of the service that is booked, with one of the walks' own specialists in three days."""

    def address(stage: Stage) -> str:
        path = stage.at(route, stage.cast.aurora.services["first-visit"].pk)
        return f"{path}?{urlencode(asks | {'with': str(stage.treating.pk)})}"

    return address


def to_service(route: str) -> Address:
    return lambda stage: stage.at(route, stage.cast.aurora.services["first-visit"].pk)


def a_free_time(stage: Stage) -> str:
    """Where the time in three days at ten, which is free, is booked."""
    day = timezone.now().astimezone(stage.treating.zone).date() + 3 * DAY
    begins = datetime.combine(day, time(10), stage.treating.zone).astimezone(UTC)
    return of_service("book", at=f"{begins:%Y-%m-%dT%H:%MZ}")(stage)


def a_waitlist_entry(state: Waiting = Waiting.WAITING) -> Scene:
    """Somebody waits, or has an offer from the cast."""

    def scene(stage: Stage) -> None:
        entry = stage.cast.aurora.waitlist_entries[-1]
        stage.subject = entry
        with played_by("superuser"):
            if state != Waiting.OFFERED:
                WaitlistEntry.objects.filter(pk=entry.pk).update(
                    state=state, offered_at=None, offered_with=None, offered_until=None
                )

    return scene


def the_entry(route: str) -> Address:
    return lambda stage: stage.at(route, stage.subject.pk, entry_token(stage.subject.link_nonce))


def a_form(signing: str = "") -> Scene:
    """The visit's first form that the patient's side fills in (and signs)."""

    def scene(stage: Stage) -> None:
        stage.make_visit(U)
        with played_by("superuser"):
            found = Form.objects.filter(appointment=stage.visit, filled_by="patient")
            stage.subject = (found.filter(type="disclaimer") if signing else found).first()

    return scene


def a_signed_form(stage: Stage) -> None:
    """One that they signed just now, on the page."""
    a_form("consent")(stage)
    stage.limit_guardian()
    reader = stage.reader
    page = reader.open(form_at("form")(stage))
    reader.press(page, form_at("form_signature")(stage), fill=True, signer_name="Somebody")


def form_at(route: str) -> Address:
    return lambda stage: stage.at(route, stage.visit.pk, stage.subject.pk)


def of_person(route: str) -> Address:
    return lambda stage: stage.at(route, stage.person.pk)


def not_shared(stage: Stage) -> None:
    with played_by("superuser"):
        Patient.objects.filter(person=stage.person).update(is_shared=False)


def watched_over(stage: Stage) -> None:
    """Somebody acts for who walks."""
    guardian = stage.cast.mihai.user
    assert guardian
    with played_by("superuser"):
        stage.subject = Guardianship.objects.create(
            organisation=stage.cast.aurora.organisation,
            user=guardian,
            person=stage.cast.elena,
            rights=["book"],
            valid_from=timezone.now() - DAY,
        )


def a_sign_in_link(stage: Stage) -> None:
    stage.drain()
    reader = stage.reader
    page = reader.open(stage.at("sign_in"))
    reader.press(page, stage.at("sign_in"), email="elena@patients.example")
    [mail] = stage.drain()
    text = mail.get_body(("plain",))
    assert text
    stage.subject = text.get_content().partition("/sign-in/")[2].split("/")[0]


def booking(who: tuple[str, ...], **typed: str) -> list[Walk]:
    return walks(who, "book", nothing, a_free_time, to_service("book"), verb="book", typed=typed)


BOOKING = [
    *booking(VISITORS, **NAMED),
    *booking(("patient", "guardian", "guardian: book")),
    *booking(STAFF, **NAMED),
    *walks(VISITORS + BOOKS, "hold", nothing, of_service("service"), to_service("hold")),
    *walks(VISITORS + BOOKS, "hold_kept", nothing, a_free_time, to_service("hold_kept")),
    *walks(VISITORS + BOOKS, "hold_longer", nothing, a_free_time, to_service("hold_longer")),
    *walks(VISITORS + BOOKS, "booking_draft", nothing, a_free_time, to_service("booking_draft")),
    *walks(ANYBODY, "waiting_draft", nothing, of_service("waiting_wish"), to_service("waiting_draft")),
    *walks(
        ANYBODY, "waiting_wish", nothing, of_service("waiting_wish"), to_service("waiting_wish"), typed=NAMED
    ),
    *[
        one
        for route, state in {
            "waiting_acceptance": Waiting.OFFERED,
            "waiting_refusal": Waiting.OFFERED,
            "waiting_leave": Waiting.WAITING,
            "waiting_return": Waiting.WITHDRAWN,
        }.items()
        for one in walks(
            VISITORS, route, a_waitlist_entry(state), the_entry("waiting_offer"), the_entry(route)
        )
    ],
]
FORMS = [
    *walks(LINK + FILLS_IN, "form", a_form(), form_at("form"), form_at("form")),
    *walks(LINK + FILLS_IN, "form_signature", a_form("consent"), form_at("form"), form_at("form_signature")),
    *walks(FILLS_IN, "form_correction", a_signed_form, form_at("form"), form_at("form_correction")),
    *walks(LINK + READS, "review", visit(D, starts=LATELY), own("review"), own("review")),
    *walks(VISITORS, "document_check", nothing, at("document_check"), at("document_check"), status=404),
]
OWN_PAGES = [
    *walks(("patient", "guardian"), "my_export", nothing, of_person("my_export"), of_person("my_export")),
    *walks(("patient", "guardian"), "my_profile", nothing, of_person("my_profile"), of_person("my_profile")),
    *walks(("patient", "guardian"), "my_sharing", not_shared, of_person("my_profile"), of_person("my_sharing")),
    *walks(("patient", "guardian"), "my_family", nothing, at("my_family"), at("my_family"),
           typed={"birth_date": "2015-03-04"}),
    *walks(("patient",), "my_guardianship_end", watched_over, at("my_family"),
           lambda stage: stage.at("my_guardianship_end", stage.subject.pk)),
    *walks(VISITORS, "sign_in", nothing, at("sign_in"), at("sign_in"), typed={"email": "elena@patients.example"}),
    *walks(VISITORS, "sign_in_link", a_sign_in_link, lambda stage: stage.at("sign_in_link", stage.subject),
           lambda stage: stage.at("sign_in_link", stage.subject)),
    *walks(("patient", "guardian"), "sign_out", nothing, at("my_visits"), at("sign_out")),
    *walks(STAFF, "sign_out", nothing, at("dashboard"), at("sign_out")),
    *walks(SIGNED_IN, "sign_out_everywhere", nothing, at("account"), at("sign_out_everywhere")),
    *walks(VISITORS + SIGNED_IN, "set_language", nothing, at("clinic"), at("set_language")),
]  # fmt: skip
PORTAL = [*BOOKING, *FORMS, *OWN_PAGES]
