"""Designing: every change of a template that makes a difference is a new version of it, and the earlier ones stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forms.models import Field, FormTemplate, TemplateField, TemplateVersion
from restartix.core.clinics.actor import Actor
from restartix.core.refusals import Refusal


class Depended(Refusal):
    """Another question is shown only when this one is answered so."""


@contextmanager
def edit_template(template: FormTemplate, *, by: Actor) -> Iterator[FormTemplate]:
    """The template as it stands now, for one edit at a time. What differs afterwards is its next version."""
    with transaction.atomic():
        now_is = FormTemplate.objects.select_for_update().get(pk=template.pk)
        before = version_content(now_is)
        if not now_is.versions.filter(number=now_is.version).exists():
            keep_version(now_is, before)
        yield now_is
        after = version_content(now_is)
        if after != before:
            now_is.version += 1
            now_is.save(update_fields=["version"], force_update=True)
            keep_version(now_is, after, by=by)


def version_content(template: FormTemplate) -> dict[str, Any]:
    """The content of a template that a version records."""
    fresh = FormTemplate.objects.prefetch_related("uses__field").get(pk=template.pk)
    return {
        "name": fresh.name,
        "type": fresh.type,
        "filled_by": fresh.filled_by,
        "signing": fresh.is_signed_by,
        "is_required": fresh.is_required,
        "snapshot": fresh.snapshot(),
    }


def keep_version(template: FormTemplate, drawn: dict[str, Any], *, by: Actor | None = None) -> None:
    TemplateVersion.objects.create(
        organisation_id=template.organisation_id,
        template=template,
        number=template.version,
        made_by_id=by.user_id if by else None,
        maker_name=by.user_name if by else "",
        **drawn,
    )


def begin(template: FormTemplate, *, by: Actor) -> None:
    """A new template, without questions yet."""
    with transaction.atomic():
        template.save(force_insert=True)
        keep_version(template, version_content(template), by=by)


def redraw(template: FormTemplate, *, changed: Sequence[str], by: Actor) -> None:
    """Save what was changed about the form as a whole."""
    with edit_template(template, by=by):
        template.save(update_fields=changed, force_update=True)


def archive(designed: FormTemplate | Field) -> None:
    """No visit requires the form any more, and no form can add the question; what was made from it stays."""
    designed.is_active = False
    designed.save(update_fields=["is_active"], force_update=True)


def restore(designed: FormTemplate | Field) -> None:
    """Bring it back into use."""
    designed.is_active = True
    designed.save(update_fields=["is_active"], force_update=True)


def define(field: Field) -> None:
    """A new question in the library."""
    field.save(force_insert=True)


def add(template: FormTemplate, field: Field, *, by: Actor) -> TemplateField:
    """Ask this question too, at the end. One that was taken out comes back as it was asked."""
    with edit_template(template, by=by) as now_is:
        last = now_is.uses.order_by("position").last()
        place, is_new = TemplateField.objects.get_or_create(
            template=now_is, field=field, defaults={"organisation_id": now_is.organisation_id}
        )
        if is_new or not place.is_active:
            place.position = last.position + 1 if last else 0
            place.is_active = True
            place.shown_when = None
            place.save(update_fields=["position", "is_active", "shown_when"], force_update=True)
    return place


def reword(place: TemplateField, *, changed: Sequence[str], by: Actor) -> None:
    """Save what was changed about one question in its form."""
    with edit_template(place.template, by=by):
        place.save(update_fields=changed, force_update=True)


def take_out(place: TemplateField, *, by: Actor) -> None:
    """Take the question out. Raises Depended while another question is shown by it."""
    with edit_template(place.template, by=by) as template:
        _refuse_if_depended(template, place)
        template.uses.filter(pk=place.pk).update(is_active=False)


def arrange(template: FormTemplate, order: Sequence[UUID], *, by: Actor) -> None:
    """Put the questions in this order; any it doesn't name stay after them.

    Raises Depended when a question would come before the one that it is shown by.
    """
    with edit_template(template, by=by) as now_is:
        there = list(now_is.uses.filter(is_active=True).select_related("field"))
        ranks = {pk: rank for rank, pk in enumerate(order)}
        there.sort(key=lambda place: ranks.get(place.pk, len(ranks)))
        _refuse_too_early(there)
        for position, place in enumerate(there):
            place.position = position
        TemplateField.objects.bulk_update(there, ["position"])


def move(place: TemplateField, by_places: int, *, by: Actor) -> None:
    """One up or one down; at either end it stays."""
    order = list(place.template.uses.filter(is_active=True).values_list("pk", flat=True))
    here = order.index(place.pk)
    there = min(max(here + by_places, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    arrange(place.template, order, by=by)


def change(field: Field, *, by: Actor) -> None:
    """Save what was changed about a question; each template that asks it gets a new version."""
    asking = FormTemplate.objects.filter(uses__field=field, uses__is_active=True).order_by("pk")
    with ExitStack() as edits:
        for template in asking:
            edits.enter_context(edit_template(template, by=by))
        field.version += 1
        field.save(force_update=True)


def _refuse_if_depended(template: FormTemplate, place: TemplateField) -> None:
    for other in template.uses.filter(is_active=True).exclude(shown_when=None).select_related("field"):
        if other.shown_when and other.shown_when["field"] == str(place.field_id):
            raise Depended(
                _("“%(question)s” is shown only when this is answered. Change that first.")
                % {"question": other.field.label}
            )


def _refuse_too_early(places: Sequence[TemplateField]) -> None:
    seen: set[str] = set()
    for place in places:
        if place.shown_when and place.shown_when["field"] not in seen:
            raise Depended(
                _("“%(question)s” is shown by the answer to another question, so it must come after it.")
                % {"question": place.field.label}
            )
        seen.add(str(place.field_id))
