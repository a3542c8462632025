"""All that a visit's page shows, asked for in a handful of queries however much of it there is."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404

from appointments.link_standing import MAILED_LINK_STANDING
from appointments.models import Appointment
from forms.colleagues import NotesForColleagues
from forms.models import Document, Form
from patients.contact_data import phones_confirmed_by
from patients.display_names import Names, names_of
from patients.models import Patient
from restartix.core.clinics.models import Event
from restartix.core.effects.models import Effect
from restartix.core.effects.stops import TextsStoppedAt
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.proposals import pending_lines
from restartix.pages.desk.text_consent import NUMBER_TO_CONFIRM
from restartix.pages.desk.unsettled import open_codes

IS_RECORDED = Exists(
    Patient.objects.filter(organisation=OuterRef("organisation"), person=OuterRef("patient_person"))
)


def with_surroundings(visits: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """With the clinic, who booked it and who holds it, its room, and whether its person `is_recorded` as a patient; and
    what its page says beside that: how its mailed link stands, the person's confirmed numbers, what forms propose for
    the record, which codes for signing are open, when its number answered STOP, and colleagues' notes on the person."""
    joined = visits.select_related("organisation", "booked_as", "room", "specialist__member")
    theirs = {"organisation": OuterRef("organisation"), "person": OuterRef("patient_person")}
    return joined.annotate(  # type: ignore[no-redef]
        is_recorded=IS_RECORDED,
        mailed_link_standing=MAILED_LINK_STANDING,
        confirmed_phones=ArraySubquery(phones_confirmed_by(**theirs)),
        pending_lines=ArraySubquery(pending_lines(**theirs)),
        open_codes=ArraySubquery(open_codes(OuterRef("pk"))),
        texts_stopped_at=TextsStoppedAt(NUMBER_TO_CONFIRM),
        colleagues_notes=NotesForColleagues(F("patient_person")),
    )


def with_steps(visits: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """With what the steps of its onboarding and its readiness are read from, and no more: that is asked for each
    second. Three queries."""
    joined = visits.select_related("organisation", "patient_person", "room")
    return joined.annotate(is_recorded=IS_RECORDED).prefetch_related(  # type: ignore[no-redef]
        Prefetch("forms", Form.objects.current()), "effects"
    )


def gather(visit: Appointment) -> Names:
    """Its forms as they hold, each saying whether it `has_paper`; what was asked of the outside; and its history.
    Returns the names of everyone who acted on it or was sent something."""
    papers = Document.objects.filter(form=OuterRef("pk"))
    prefetch_related_objects(
        [visit],
        Prefetch("forms", Form.objects.current().annotate(has_paper=Exists(papers))),  # type: ignore[no-redef]
        Prefetch("effects", Effect.objects.order_by("created_at", "id")),
        Prefetch("events", Event.objects.order_by("-at", "-id")),
    )
    acted = {event.actor_user_id for event in visit.events.all()}
    told = {effect.user_id for effect in visit.effects.all()}
    return names_of({user for user in acted | told if user})


def visit_at_the_desk(request: ClinicRequest, pk: int) -> Appointment:
    """A visit that this member steers, with all that its page says."""
    return steered_visit(request, pk, with_surroundings(Appointment.objects.with_names()))


def steered_visit(
    request: ClinicRequest, pk: int, visits: QuerySet[Appointment] | None = None
) -> Appointment:
    """One that this member steers; any other is as unknown as a made-up number. Removed ones are the admins'."""
    if visits is None:
        visits = Appointment.objects.select_related("organisation", "patient_person", "booked_as", "service")
    visit = get_object_or_404(visits, pk=pk)
    request.clinic = visit.organisation
    if not request.actor.runs(visit) or (visit.deleted_at and not request.actor.is_admin):
        raise Http404
    return visit
