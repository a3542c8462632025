"""A log entry in words: who did what, to which record and whose it is, and which parts of it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patients.models import PatientPerson
from restartix.core.clinics.models import Audit
from restartix.core.clock import Clock
from restartix.core.identity.models import User
from restartix.pages.settings.audit_columns import COLUMNS, UNTOLD

DID = {
    "insert": gettext_lazy("added"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("took away"),
    "open": gettext_lazy("opened"),
}
THINGS = {
    "visit": gettext_lazy("the visit"),
    "forms": gettext_lazy("the visit’s forms"),
    "session": gettext_lazy("the session"),
    "person": gettext_lazy("the patient’s page"),
    "appointments_appointment": gettext_lazy("the visit"),
    "patients_patientperson": gettext_lazy("the person"),
    "patients_patientprofile": gettext_lazy("the health profile"),
    "patients_patient": gettext_lazy("the patient record"),
    "patients_guardianship": gettext_lazy("who acts for the patient"),
    "patients_logininvitation": gettext_lazy("who gets a login"),
    "forms_form": gettext_lazy("a form"),
    "forms_privateanswers": gettext_lazy("private answers"),
    "forms_consent": gettext_lazy("a consent"),
    "forms_formfile": gettext_lazy("a file of a form"),
    "forms_formtemplate": gettext_lazy("a form of the library"),
    "forms_field": gettext_lazy("a question of the library"),
    "reviews_review": gettext_lazy("a review"),
    "reviews_alert": gettext_lazy("an alert"),
    "identity_user": gettext_lazy("a login"),
    "organisations_organisation": gettext_lazy("the clinic’s settings"),
    "organisations_member": gettext_lazy("the team"),
    "appointments_service": gettext_lazy("a service"),
    "appointments_specialist": gettext_lazy("a specialist"),
    "appointments_calendar": gettext_lazy("a calendar"),
    "appointments_weeklyhours": gettext_lazy("working hours"),
    "appointments_dateoverride": gettext_lazy("a day off or special hours"),
    "appointments_closing": gettext_lazy("a closed day"),
    "appointments_block": gettext_lazy("blocked time"),
    "appointments_patientserviceplan": gettext_lazy("a plan"),
    "appointments_export": gettext_lazy("an archive of a patient’s data"),
    "appointments_product": gettext_lazy("a product"),
    "appointments_calendarfeed": gettext_lazy("a private calendar address"),
    "appointments_calendarform": gettext_lazy("the forms of a calendar"),
    "appointments_calendarspecialist": gettext_lazy("the specialists of a calendar"),
    "appointments_serviceform": gettext_lazy("the forms of a service"),
    "appointments_servicespecialist": gettext_lazy("the specialists of a service"),
    "appointments_identityproof": gettext_lazy("a proof of identity"),
    "appointments_waitingwish": gettext_lazy("a waitlist entry"),
    "forms_clinicsigning": gettext_lazy("signing at the clinic"),
    "forms_document": gettext_lazy("a signed form as PDF"),
    "forms_namedsigner": gettext_lazy("who signs a form instead"),
    "forms_signedpaper": gettext_lazy("a form signed on paper"),
    "forms_waiver": gettext_lazy("a form’s waiver"),
    "forms_templatefield": gettext_lazy("a question of a form"),
    "forms_templateversion": gettext_lazy("a version of a form"),
    "organisations_logo": gettext_lazy("the clinic’s logo"),
    "patients_confirmedphone": gettext_lazy("a confirmed phone number"),
    "patients_contactproposal": gettext_lazy("contact data proposed by a form"),
    "videocall_devicetest": gettext_lazy("a device test"),
    "videocall_participant": gettext_lazy("who is in the video call"),
    "videocall_videoroom": gettext_lazy("the video room"),
}


@dataclass(frozen=True)
class Names:
    """Of everybody an entry may speak of, read in two questions for a whole page."""

    users: dict[UUID, str]
    persons: dict[UUID, str]

    @classmethod
    def of(cls, entries: Iterable[Audit]) -> Names:
        users = {entry.actor_user_id for entry in entries if entry.actor_user_id}
        persons = {entry.person_id for entry in entries if entry.person_id}
        return cls(
            {user.pk: user.name or user.email for user in User.objects.filter(pk__in=users)},
            dict(PatientPerson.objects.filter(pk__in=persons).values_list("pk", "name")),
        )


@dataclass(frozen=True)
class AuditLine:
    """One entry as the page shows it."""

    when: str
    who: str
    what: str
    parts: str
    person: str
    person_id: UUID | None
    visit: int | None


def line_of(entry: Audit, names: Names, clock: Clock) -> AuditLine:
    thing = THINGS.get(entry.table_name) or entry.table_name.partition("_")[2]
    return AuditLine(
        when=clock.short(entry.at),
        who=_who(entry, names),
        what=capfirst(f"{DID.get(entry.action, entry.action)} {thing}"),
        parts=_parts(entry.columns),
        person=names.persons.get(entry.person_id, "") if entry.person_id else "",
        person_id=entry.person_id,
        visit=entry.appointment_id,
    )


def _who(entry: Audit, names: Names) -> str:
    if entry.actor_user_id:
        return names.users.get(entry.actor_user_id) or _("Somebody who signed in")
    if entry.by_link:
        return _("By a private link")
    if entry.database_role == "restartix_worker":
        return "RestartiX"
    return _("Maintenance") if entry.database_role == "restartix_owner" else _("A visitor")


def _parts(columns: list[str]) -> str:
    """What was changed, each thing once."""
    told = [str(COLUMNS.get(column, column)) for column in columns if column not in UNTOLD]
    return ", ".join(dict.fromkeys(told))
