"""An event of a visit as a sentence: its verb and its details."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.models import Appointment, Specialist, Status
from forms.attributes import ATTRIBUTES
from forms.models import Form
from patients.contact_data import ConfirmedPhone
from restartix.core.clinics.models import Event
from restartix.core.clock import Clock

SENTENCES = {
    "booked": _("Booked"),
    "registered": _("Registered by the clinic"),
    "onboarded": _("Accepted by the clinic"),
    "confirmed": _("Confirmed"),
    "started": _("Session opened"),
    "completed": _("Visit completed"),
    "cancelled": _("Cancelled"),
    "moved": _("Moved"),
    "reinstated": _("Reinstated: it takes place after all"),
    "corrected": _("Status corrected"),
    "removed": _("Removed from the lists"),
    "restored": _("Restored"),
    "link renewed": _("New private link sent; the previous one no longer works"),
    "marked as no-show": _("Marked as no-show"),
    "reminded of forms": _("Reminded of the forms"),
    "reviewed": _("Review given"),
    "answered a low rating": _("Low rating answered"),
    "changed the review": _("Review changed"),
    "added": _("Added to the visit"),
    "took off": _("Removed from the visit"),
    "forms made": _("Forms created"),
    "signed": _("Form signed"),
    "signer named": _("A colleague named to sign a form"),
    "opened for signing": _("Device handed to the patient, to sign"),
    "opened for signing elsewhere": _("QR code created, for signing on another device"),
    "paper attached": _("Signed paper attached"),
    "form waived": _("Form waived"),
    "form reopened": _("Signed paper or waiver withdrawn"),
    "contact corrected": _("Contact corrected"),
    "identity checked": _("Identity checked by the clinic"),
    "identity proven": _("Identity confirmed with a code sent to the contact on record"),
    "own contact corrected": _("Contact corrected by the patient"),
    "phone confirmed": _("Phone number confirmed"),
    "texts stopped": _("Text messages stopped by the patient or a carer"),
    "texts wanted": _("Text messages turned on by the patient or a carer"),
    "phone code sent": _("Code sent to confirm the phone number"),
    "contact proposal accepted": _("Record changed as proposed by a form"),
    "contact proposal dismissed": _("Proposed by a form, dismissed"),
    "person corrected": _("Patient of the visit changed"),
    "identity corrected": _("Name or date of birth corrected"),
    "correction begun": _("Correction of a form started"),
}
CONTACT_VERBS = frozenset(
    {
        "contact corrected",
        "own contact corrected",
        "contact proposal accepted",
        "contact proposal dismissed",
        "phone confirmed",
    }
)
ABOUT_FORMS = frozenset(
    {"signed", "correction begun", "signer named", "paper attached", "form waived", "form reopened"}
)


def late_word(visit: Appointment) -> str:
    """The badge of a visit that was cancelled after the cut-off; empty for all others."""
    return gettext("Cancelled late") if visit.cancelled_late else ""


def event_in_words(event: Event, clock: Clock, whose: dict[str, str]) -> str:
    """The event with its details: from when to when, with whom, how late, who joined."""
    said, details = str(SENTENCES.get(event.verb, event.verb.capitalize())), event.details
    if event.verb == "moved" and "was" in details:
        said = _moved(details, clock, whose)
    elif event.verb == "reinstated" and "was" in details:
        said = f"{said} · {_moved(details, clock, whose)}"
    elif event.verb == "cancelled" and details.get("late"):
        said = gettext("Cancelled late, after the cut-off")
    elif event.verb == "corrected" and "was" in details:
        was = details["was"] == Status.NOSHOW
        said = (
            gettext("Corrected: no-show to cancelled") if was else gettext("Corrected: cancelled to no-show")
        )
    elif event.verb in CONTACT_VERBS:
        said = " · ".join(filter(None, (said, *_corrected(details))))
    elif event.verb in ABOUT_FORMS and details.get("form") in whose:
        said = f"{said}: {_about_form(details, whose)}"
    elif event.verb == "marked as no-show":
        said = f"{said} · {_came(event.details, clock)}"
    return said


def _about_form(details: dict[str, str], whose: dict[str, str]) -> str:
    """Which form, and whom an admin named to sign it."""
    signer = whose.get(details.get("specialist", ""))
    return ", ".join(filter(None, (whose[details["form"]], signer)))


def _corrected(details: dict[str, Any]) -> Iterator[str]:
    """The old and new values, masked: the history is read by more people than the record."""
    if "attribute" in details:
        yield str(ATTRIBUTES.get(details["attribute"], details["attribute"]))
    if "how" in details:
        yield str(ConfirmedPhone.How(details["how"]).label)
    for which in ("phone", "email"):
        if which in details:
            was, now = details[which]
            yield gettext("%(now)s instead of %(was)s") % {"was": was or "–", "now": now or "–"}


def _moved(details: dict[str, str], clock: Clock, whose: dict[str, str]) -> str:
    was, now = (clock.short(datetime.fromisoformat(details[which])) for which in ("was", "now"))
    if details["was_with"] == details["now_with"]:
        return gettext("Moved from %(was)s to %(now)s") % {"was": was, "now": now}
    return gettext("Moved from %(was)s with %(was_with)s to %(now)s with %(now_with)s") % {
        "was": was,
        "now": now,
        "was_with": whose.get(details["was_with"], "?"),
        "now_with": whose.get(details["now_with"], "?"),
    }


def names_in(events: list[Event]) -> dict[str, str]:
    """The names that the history mentions: specialists of a move, forms that were signed."""
    forms = [event.details.get("form") for event in events if event.verb in ABOUT_FORMS]
    signed = Form.objects.filter(pk__in=filter(None, forms)).values_list("pk", "name") if any(forms) else []
    return _specialists_in(events) | {str(key): name for key, name in signed}


def _specialists_in(events: list[Event]) -> dict[str, str]:
    said = {
        event.details.get(which) for event in events for which in ("was_with", "now_with", "specialist")
    } - {None}
    found = Specialist.objects.filter(pk__in=said).values_list("pk", "display_name") if said else []
    return {str(key): name for key, name in found}


def _came(details: dict[str, str], clock: Clock) -> str:
    joined = details.get("patient_joined")
    if not joined:
        return gettext("the patient never joined the call")
    return gettext("the patient joined the call: %(when)s") % {
        "when": clock.short(datetime.fromisoformat(joined))
    }
