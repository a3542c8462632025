"""The walks of the staff's day: register, move, remind, write, sign, cover an absence, answer a rating."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from appointments.models import PatientServicePlan
from forms.models import Form
from restartix.core.effects.models import Effect, State
from reviews.models import Alert, Review
from tests.walks.players import played_by
from tests.walks.portal import at, form_at, nothing, of_person
from tests.walks.stage import DAY, Stage
from tests.walks.visits import ADMINS, JUST_NOW, LATELY, STAFF, WHY, D, P, U, on_visit, own, visit
from tests.walks.walking import Address, Scene, walks

TREATS = ("specialist", "admin who treats")


def known_person(stage: Stage) -> str:
    """The registration of somebody the clinic knows, tomorrow with one of the walks' own."""
    when = f"{timezone.now() + DAY:%Y-%m-%dT%H:00Z}"
    person, service = stage.person.pk, stage.cast.aurora.services["first-visit"].pk
    return f"{stage.at('registration')}?at={when}&with={stage.treating.pk}&person={person}&service={service}"


def somebody_new(stage: Stage) -> str:
    return known_person(stage).replace(str(stage.person.pk), "")


def a_report(signed: bool = False) -> Scene:
    """The visit's first form that the specialist fills in."""

    def scene(stage: Stage) -> None:
        stage.make_visit(P, starts=JUST_NOW)
        with played_by("superuser"):
            stage.subject = Form.objects.filter(appointment=stage.visit, filled_by="specialist").first()
        if signed:
            reader = stage.reader
            page = reader.open(form_at("desk_form")(stage))
            reader.press(page, form_at("desk_form_signature")(stage), fill=True, signer_name="Somebody")

    return scene


def failed(code: str) -> Scene:
    """A mail that could not be sent."""

    def scene(stage: Stage) -> None:
        stage.make_visit(U)
        with played_by("superuser"):
            stage.subject = Effect.objects.create(
                kind="mail", code=code, subject="mail:walk", state=State.FAILED, last_error_code="mail-refused",
                organisation=stage.cast.aurora.organisation, appointment=stage.visit,
            )  # fmt: skip

    return scene


def a_low_rating(stage: Stage) -> None:
    stage.make_visit(D, starts=LATELY)
    with played_by("superuser"):
        review = Review.objects.create(
            organisation=stage.visit.organisation, appointment=stage.visit, rating=2, given_at=timezone.now()
        )
        stage.subject = Alert.objects.filter(review=review).first() or Alert.objects.create(
            organisation=stage.visit.organisation, review=review
        )


def a_plan(stage: Stage) -> None:
    stage.make_visit(U)
    with played_by("superuser"):
        stage.subject = PatientServicePlan.objects.create(
            organisation=stage.visit.organisation,
            person=stage.person,
            service=stage.visit.service,
            sessions=10,
        )


def the_waitlist_of(service: str) -> Address:
    """The page on which somebody is put on the list of that service."""
    return lambda stage: f"{stage.at('waitlist_entry')}?service={stage.cast.aurora.services[service].pk}"


def of_subject(route: str) -> Address:
    return lambda stage: stage.at(route, stage.subject.pk)


def of_specialist(route: str, query: str = "") -> Address:
    return lambda stage: stage.at(route, stage.treating.pk) + query


def a_waitlist_entry(stage: Stage) -> None:
    stage.subject = stage.cast.aurora.waitlist_entries[0]


def with_a_day_off(stage: Stage) -> None:
    """A day of its own among the specialist's, which may be as usual again."""
    with played_by("superuser"):
        day = stage.cast.today + timedelta(days=20)
        stage.treating.overrides.create(organisation=stage.cast.aurora.organisation, date=day)


def from_another_country(stage: Stage) -> None:
    with played_by("superuser"):
        stage.treating.time_zone = "America/New_York"
        stage.treating.save()


def blocked_time(stage: Stage) -> None:
    with played_by("superuser"):
        stage.subject = stage.treating.blocks.create(
            organisation=stage.cast.aurora.organisation,
            started_at=timezone.now() + 40 * DAY,
            ended_at=timezone.now() + 40 * DAY + timedelta(minutes=45),
        )


def a_closed_day(stage: Stage) -> None:
    with played_by("superuser"):
        clinic = stage.cast.aurora.organisation
        clinic.closing_set.create(date=stage.cast.today + timedelta(days=20), name="Moving house")


def a_block_of_theirs(stage: Stage) -> str:
    """In the small hours, when nobody is booked."""
    when = f"{timezone.now() + 45 * DAY:%Y-%m-%dT01:00Z}"
    return f"{stage.at('blocking')}?at={when}&with={stage.treating.pk}"


def a_feed(stage: Stage) -> None:
    reader = stage.reader
    reader.press(reader.open(stage.at("feed")), stage.at("feed_renewal"))


def never_asked_for_a_room(stage: Stage) -> None:
    stage.make_visit(U)
    with played_by("superuser"):
        Effect.objects.filter(appointment=stage.visit, kind="room").delete()


def of_hours(route: str, scene: Scene = nothing, **about: Any) -> list[Any]:
    return walks(STAFF, route, scene, of_specialist("specialist_hours"), of_specialist(route), **about)


DESK = [
    *walks(STAFF, "registration", visit(U), known_person, at("registration"), verb="register",
           pressing=("typed", "1")),
    *walks(STAFF, "registration", nothing, somebody_new, at("registration"), verb="register",
           pressing=("typed", "1"), typed={"name": "Ruxandra Vasile", "email": "ruxandra@visitors.example"}),
    *on_visit(STAFF, "forms_reminder", "", visit(U)),
    *walks(STAFF, "sick_day", visit(U), of_specialist("sick_day", "?all=1"), of_specialist("sick_day"), typed=WHY),
    *walks(ADMINS, "person_contact", visit(U), of_person("person_contact"), of_person("person_contact"),
           verb="correct_contact", typed={"email": "right@patients.example"}),
    *walks(STAFF, "desk_form", a_report(), form_at("desk_form"), form_at("desk_form")),
    *walks(TREATS, "desk_form_signature", a_report(), form_at("desk_form"), form_at("desk_form_signature")),
    *walks(TREATS, "desk_correction", a_report(signed=True), form_at("desk_form"), form_at("desk_correction")),
    *walks(STAFF, "session_addons", visit(P, starts=JUST_NOW), own("session"), own("session_addons")),
    *walks(TREATS, "feed_renewal", nothing, at("feed"), at("feed_renewal")),
    *walks(TREATS, "feed_revocation", a_feed, at("feed"), at("feed_revocation")),
    *walks(STAFF, "onboarding_step", never_asked_for_a_room, own("appointment"),
           lambda stage: stage.at("onboarding_step", stage.visit.pk, "room")),
    *walks(STAFF, "enrolment", visit(U), of_person("person"), of_person("enrolment")),
    *walks(STAFF, "plan_end", a_plan, of_person("person"), of_subject("plan_end")),
    *walks(ADMINS, "alert_acknowledgement", a_low_rating, at("alerts"), of_subject("alert_acknowledgement")),
    *walks(ADMINS, "waiting_withdrawal", a_waitlist_entry, at("waitlist"), of_subject("waiting_withdrawal")),
    *walks(STAFF, "effect_retry", failed("onboarded"), own("appointment"), of_subject("effect_retry")),
    *walks(ADMINS, "effects_retry", failed("onboarded"), at("dashboard"), at("effects_retry")),
    *walks(STAFF, "waitlist_entry", nothing, the_waitlist_of("first-visit"), at("waitlist_entry"),
           typed={"phone": "0721 234 567"}),
    *of_hours("specialist_hours"),
    *of_hours("hours_preview"),
    *of_hours("specialist_about"),
    *of_hours("days_special", typed={"opens": "10:00", "closes": "12:00"}),
    *of_hours("days_usual", with_a_day_off),
    *of_hours("holidays_off", from_another_country),
    *walks(ADMINS, "closings", nothing, at("closings"), at("closings")),
    *walks(ADMINS, "closing_end", a_closed_day, at("closings"), at("closing_end")),
    *walks(ADMINS, "holidays", nothing, at("closings"), at("holidays")),
    *walks(STAFF, "blocking", nothing, a_block_of_theirs, at("blocking")),
    *walks(STAFF, "block", blocked_time, of_subject("block"), of_subject("block")),
    *walks(STAFF, "block_end", blocked_time, of_subject("block"), of_subject("block_end")),
]  # fmt: skip
