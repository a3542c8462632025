"""A signed form as a PDF: letterhead, what was asked and answered, who signed. The same bytes each time."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import typst
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from forms.answer_form import read
from forms.models import FieldKind, Form, FormStatus, FormType, SignedPaper, Waiver
from forms.typefaces import fonts_for
from restartix.core.clinics.addresses import address_of
from restartix.core.clock import Clock, format_day
from restartix.core.region import in_language

SOURCE = settings.BASE_DIR / "templates" / "forms" / "document.typ"


def typeset(form: Form, *, shows_private: bool) -> bytes:
    """The PDF, in the clinic's language and on its clock. Give a settled form, with what it belongs to in reach.

    One that is on paper or waived says so in the signature's place, and carries no seal.
    """
    with in_language(form.organisation.language, form.organisation):
        data = json.dumps(_paper(form, shows_private=shows_private), ensure_ascii=False)
    made: bytes = typst.compile(
        SOURCE.read_bytes(),
        sys_inputs={"data": data},
        font_paths=fonts_for(data),
        timestamp=int(settled_at(form).timestamp()),
    )
    return made


def has_own_copy(form: Form) -> bool:
    """Is there something on the clinic's copy that the patient's doesn't show?"""
    return form.named_signer_id is not None or any(asked["private"] for asked in form.snapshot)


def check_url(form: Form) -> str:
    """Where anybody who holds the page can ask whether it stands."""
    return address_of(form.organisation, "signature_check", form.pk, form.content_hash[:16])


def _paper(form: Form, *, shows_private: bool) -> dict[str, Any]:
    clinic = form.organisation
    clock = Clock(clinic.zone)
    day, contact = clock.local(settled_at(form)).date(), (clinic.address, clinic.phone, clinic.email)
    return {
        "language": clinic.language,
        "title": form.name,
        "kind": str(FormType(form.type).label),
        "copy": _copy(form, shows_private),
        "day": [day.year, day.month, day.day],
        "clinic": {"name": clinic.name, "contact": [*filter(None, contact)]},
        "about": _about(form, clock),
        "correction": _correction(form, clock),
        "rows": [_row(row) for row in read(form, shows_private=shows_private)],
        "signed": _signed(form, clock, for_staff=shows_private) if form.is_signed else _settled(form, clock),
        "check": {"url": check_url(form), "hash": form.content_hash}
        if form.is_signed
        else {"url": "", "hash": ""},
        "words": {
            "signature": _("Signature"),
            "check": _("To check whether this page is as it was signed:"),
            "code": _("Hash:"),
            "private": _("for staff only"),
        },
    }


def _copy(form: Form, shows_private: bool) -> str:
    is_own = shows_private and has_own_copy(form)
    return _("The clinic’s own copy, with notes for staff") if is_own else ""


def _about(form: Form, clock: Clock) -> list[tuple[str, str]]:
    visit = form.appointment
    person, specialist = visit.patient_person, visit.specialist
    born = format_day(person.birth_date, "d MMMM y") if person.birth_date else ""
    pairs = [
        (_("Patient"), person.name),
        (_("Date of birth"), born),
        (_("Visit"), clock.moment(visit.started_at)),
        (_("Service"), visit.service.name),
        (_("Specialist"), ", ".join(filter(None, (specialist.display_name, specialist.title)))),
    ]
    return [(label, value) for label, value in pairs if value]


def _correction(form: Form, clock: Clock) -> str:
    earlier = form.replaces
    if earlier is None or earlier.signed_at is None:
        return ""
    said = _("This replaces the version signed on %(when)s.") % {"when": clock.moment(earlier.signed_at)}
    return f"{said}\n{form.correction_reason}" if form.correction_reason else said


def settled_at(form: Form) -> datetime:
    """When it was signed; of one on paper or waived, when that was recorded."""
    if form.signed_at:
        return form.signed_at
    waiver, paper = _waiver(form), _papers(form).first()
    at = waiver.waived_at if waiver else paper.attached_at if paper else None
    assert at, "only what is settled goes on paper"
    return at


def _signed(form: Form, clock: Clock, *, for_staff: bool) -> dict[str, Any]:
    assert form.signed_at
    return {
        "name": form.signer_name,
        "how": form.get_signed_how_display().capitalize(),
        "when": clock.moment(form.signed_at),
        "drawing": form.signature,
        "notes": [*filter(None, (_instead(form, clock, for_staff=for_staff), *signing_notes(form)))],
    }


def _settled(form: Form, clock: Clock) -> dict[str, Any]:
    """On paper: which files, who attached them when. Waived: by whom, when and why, and that it is no consent."""
    made: dict[str, Any] = {
        "name": str(form.get_status_display()).capitalize(),
        "how": "",
        "when": "",
        "drawing": "",
    }
    if waiver := _waiver(form):
        said = {"name": waiver.waiver_name, "when": clock.moment(waiver.waived_at)}
        return made | {
            "notes": [_("Waived by %(name)s, %(when)s. This is not a consent.") % said, waiver.reason]
        }
    words = _("%(file)s, attached by %(name)s, %(when)s")
    attached = [
        words % {"file": one.name, "name": one.attacher_name, "when": clock.moment(one.attached_at)}
        for one in _papers(form)
    ]
    return made | {"notes": attached}


def signing_notes(form: Form) -> list[str]:
    """By whom it was signed for the patient, and in whose presence."""
    notes = []
    if form.signer_relationship:
        notes.append(_("Signed for the patient by: %(who)s") % {"who": form.signer_relationship})
    if form.witness_name:
        notes.append(_("Signed at the clinic, in the presence of %(name)s") % {"name": form.witness_name})
    return notes


def _waiver(form: Form) -> Waiver | None:
    return (
        Waiver.objects.filter(form=form, withdrawn_at=None).first()
        if form.status == FormStatus.WAIVED
        else None
    )


def _papers(form: Form) -> QuerySet[SignedPaper]:
    return SignedPaper.objects.filter(form=form, withdrawn_at=None).defer("content")


def _instead(form: Form, clock: Clock, *, for_staff: bool) -> str:
    """Instead of whom somebody else signed; on the clinic's own copy also who named them, and why."""
    named = form.named_signer
    if named is None:
        return ""
    if not for_staff:
        specialist = form.appointment.specialist.display_name
        return _("Signed instead of %(specialist)s, as chosen by the clinic.") % {"specialist": specialist}
    said = {
        "specialist": form.appointment.specialist.display_name,
        "namer": named.namer_name or _("an admin"),
        "when": clock.moment(named.named_at),
        "reason": named.reason,
    }
    return _("Instead of %(specialist)s, as chosen by %(namer)s, %(when)s: %(reason)s") % said


def _row(row: dict[str, Any]) -> dict[str, Any]:
    asked, answer, drawn = row["question"], row["answer"], row["drawing"]
    return {
        "kind": asked["kind"],
        "label": asked["label"],
        "help": asked["help"] if asked["kind"] in {FieldKind.HEADING, FieldKind.CONSENT} else "",
        "private": asked["private"],
        "answer": "" if drawn else str(answer or "–"),
        "drawing": drawn,
    }
