"""The walks of an admin who sets the clinic up: offers, people, forms, the clinic itself, who acts for whom."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from appointments.models import Product
from forms.models import Field, TemplateField
from forms.models.library import TemplateVersion
from patients.models import Guardianship
from restartix.core.clinics.models import Member, Organisation
from tests.walks.desk import of_subject
from tests.walks.players import played_by
from tests.walks.portal import at, nothing
from tests.walks.stage import Stage
from tests.walks.visits import ADMINS
from tests.walks.walking import Address, Scene, Walk, walks


def first(kind: str) -> Scene:
    """One thing on offer."""

    def scene(stage: Stage) -> None:
        with played_by("superuser"):
            here = {"organisation": stage.cast.aurora.organisation}
            stage.subject = (
                Product.objects.filter(**here).first()
                if kind == "products"
                else next(iter(getattr(stage.cast.aurora, kind).values()))
            )

    return scene


def shelf(kind: str, one: str, **typed: str) -> list[Walk]:
    new, edit = f"{one}_new", f"{one}_edit"
    return [
        *walks(ADMINS, new, nothing, at(new), at(new), typed=typed),
        *walks(ADMINS, edit, first(kind), of_subject(edit), of_subject(edit)),
        *walks(ADMINS, f"{one}_retire", first(kind), of_subject(edit), of_subject(f"{one}_retire")),
    ]


def colleague(**changes: Any) -> Scene:
    """Somebody of the team who sees nobody."""

    def scene(stage: Stage) -> None:
        with played_by("superuser"):
            told = {"joined_at": timezone.now()} | changes
            stage.subject = Member.objects.create(
                organisation=stage.cast.aurora.organisation, user=stage.cast.grace, role="admin", **told
            )

    return scene


def their_own_membership(stage: Stage) -> None:
    """As an admin; another one runs the clinic on."""
    with played_by("superuser"):
        stage.subject = Member.objects.get(
            organisation=stage.cast.aurora.organisation, user=stage.seat.user_id, role="admin"
        )


def not_set_up(stage: Stage) -> None:
    with played_by("superuser"):
        Organisation.objects.filter(pk=stage.cast.aurora.organisation.pk).update(set_up_at=None)


def a_question(stage: Stage) -> None:
    """A place of one form's, with its question and its form."""
    with played_by("superuser"):
        intake = stage.cast.aurora.templates["intake"]
        stage.subject = TemplateField.objects.filter(template=intake).select_related("field").first()


def of_form(route: str) -> Address:
    return lambda stage: stage.at(route, stage.subject.template_id)


def of_place(route: str) -> Address:
    return lambda stage: stage.at(route, stage.subject.template_id, stage.subject.pk)


def of_field(route: str) -> Address:
    return lambda stage: stage.at(route, stage.subject.field_id)


def a_version(stage: Stage) -> str:
    """Where the one version of a form is tried."""
    return stage.at("form_version", stage.subject.template_id, stage.subject.number)


def an_older_version(stage: Stage) -> None:
    with played_by("superuser"):
        intake = stage.cast.aurora.templates["intake"]
        stage.subject = TemplateVersion.objects.create(
            organisation=intake.organisation, template=intake, number=1, is_required=True,
            name=intake.name, type=intake.type, filled_by=intake.filled_by, signing=intake.signing,
            snapshot=stage.cast.aurora.snapshots[intake.pk],
        )  # fmt: skip


def another_question(stage: Stage) -> dict[str, str]:
    """One that the form doesn't ask yet."""
    with played_by("superuser"):
        others = Field.objects.exclude(places__template=stage.subject.template_id)
        found = others.filter(organisation=stage.cast.aurora.organisation, is_active=True).first()
    assert found
    return {"field": str(found.pk)}


def library(route: str, page: Address, action: Address, **about: Any) -> list[Walk]:
    return walks(ADMINS, route, a_question, page, action, **about)


def family_of(route: str) -> Address:
    return lambda stage: stage.at(route, stage.cast.luca.pk)


def held(stage: Stage) -> None:
    with played_by("superuser"):
        stage.subject = Guardianship.objects.filter(person=stage.cast.luca).first()


def of_held(route: str) -> Address:
    return lambda stage: stage.at(route, stage.cast.luca.pk, stage.subject.pk)


OFFERS = [
    *shelf("services", "service", duration="30", price="40"),
    *shelf("calendars", "calendar", slug="walks", price="40"),
    *shelf("products", "product", price="40"),
]
PEOPLE = [
    *walks(ADMINS, "invitation", nothing, at("invitation"), at("invitation")),
    *walks(ADMINS, "invitation_again", colleague(joined_at=None), at("team"), of_subject("invitation_again")),
    *walks(ADMINS, "membership_end", colleague(), at("team"), of_subject("membership_end")),
    *walks(ADMINS, "membership_end", their_own_membership, at("team"), of_subject("membership_end")),
    *walks(ADMINS, "membership_renewal", colleague(ended_at=timezone.now()), at("team"),
           of_subject("membership_renewal")),
    *walks(ADMINS, "guardian_invitation", nothing, family_of("family"), family_of("guardian_invitation")),
    *walks(ADMINS, "own_login", nothing, family_of("family"), family_of("own_login")),
    *walks(ADMINS, "guardianship", held, family_of("family"), of_held("guardianship")),
    *walks(ADMINS, "guardianship_end", held, family_of("family"), of_held("guardianship_end")),
]  # fmt: skip
LIBRARY = [
    *walks(ADMINS, "form_template_new", nothing, at("form_template_new"), at("form_template_new")),
    *walks(ADMINS, "form_field_new", nothing, at("form_field_new"), at("form_field_new")),
    *library("form_field", of_field("form_field"), of_field("form_field")),
    *library("form_field_archive", of_field("form_field"), of_field("form_field_archive")),
    *library("form_template", of_form("form_template"), of_form("form_template")),
    *library("form_template_archive", of_form("form_template"), of_form("form_template_archive")),
    *library("form_attachments", of_form("form_template"), of_form("form_attachments")),
    *library("form_places", of_form("form_template"), of_form("form_places"), typed=another_question),
    *library("form_order", of_form("form_template"), of_form("form_order")),
    *library("form_place", of_place("form_place"), of_place("form_place")),
    *library("form_place_removal", of_form("form_template"), of_place("form_place_removal")),
    *library("form_preview", of_form("form_preview"), of_form("form_preview")),
    *walks(ADMINS, "form_version", an_older_version, a_version, a_version),
]
CLINIC = [
    *walks(ADMINS, "clinic_settings", nothing, at("clinic_settings"), at("clinic_settings")),
    *walks(ADMINS, "first_run_end", not_set_up, at("first_run"), at("first_run_end")),
]
SETTINGS = [*OFFERS, *PEOPLE, *LIBRARY, *CLINIC]
