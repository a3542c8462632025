"""Each visit in an archive with all that belongs to it: forms, papers, files, the call, the review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q

from appointments.models import Appointment, Product, Service
from forms.answer_form import read
from forms.documents import file_name
from forms.models import Document, Form, FormFile, FormStatus, Side, SignedPaper, Waiver
from patients.models import PatientPerson
from reviews.models import Review
from videocall.models import DeviceTest, Participant

Said = dict[str, Any]
OF_PATIENTS = Q(filled_by=Side.PATIENT) | Q(status__in=(FormStatus.SIGNED, FormStatus.ON_PAPER))


def visits_of(person: PatientPerson) -> list[Said]:
    """The oldest first. As many queries for a hundred as for one."""
    found = Appointment.objects.not_removed().with_names().select_related("organisation")
    visits = list(found.filter(patient_person=person).order_by("started_at", "pk"))
    numbers, names = [visit.pk for visit in visits], _names_of_extras(visits)
    forms, reviews = _forms(numbers), {one.appointment_id: one for one in _of(Review, numbers)}
    tests, calls = _by_visit(_of(DeviceTest, numbers)), _by_visit(_of(Participant, numbers))
    return [
        _facts(visit)
        | {
            "besides": [names[one] for one in _extras(visit) if one in names],
            "forms": forms[visit.pk],
            "device_tests": [_test(one) for one in tests[visit.pk]],
            "call": [_joined(one) for one in calls[visit.pk]],
            "review": _review(reviews.get(visit.pk)),
        }
        for visit in visits
    ]


def iso(at: Any) -> str:
    return at.isoformat(timespec="seconds") if isinstance(at, datetime) else at.isoformat() if at else ""


def _facts(visit: Appointment) -> Said:
    plan = visit.patient_service_plan
    return {
        "number": visit.pk,
        "service": visit.service.name,
        "specialist": visit.specialist.display_name,
        "from": iso(visit.started_at),
        "until": iso(visit.ended_at),
        "status": visit.status,
        "cancelled_late": visit.cancelled_late,
        "booked_at": iso(visit.created_at),
        "booked_by": visit.booked_by,
        "relationship": visit.relationship,
        "contact_email": visit.contact_email,
        "wants_sms": visit.wants_sms,
        "price": None if visit.price is None else str(visit.price),
        "currency": visit.organisation.currency,
        "plan": {"number": plan.pk, "session": visit.plan_session_number, "of": plan.sessions}
        if plan
        else None,
    }


def _forms(numbers: list[int]) -> dict[int, list[Said]]:
    """Of each visit; with its paper once there is one, and the files that were put in."""
    attached = SignedPaper.objects.filter(withdrawn_at=None).defer("content")
    settled = (
        Prefetch("signed_papers", attached),
        Prefetch("waivers", Waiver.objects.filter(withdrawn_at=None)),
    )
    found = list(Form.objects.filter(OF_PATIENTS, appointment__in=numbers).prefetch_related(*settled))
    papers = Document.objects.filter(form__in=found, is_for_patient=True).values_list("form", "pk")
    named, files = dict(papers), defaultdict(list)
    kept = FormFile.objects.filter(form__in=found, is_private=False).exclude(name="")
    for file in kept.defer("content").order_by("added_at", "pk"):
        files[file.form_id].append(file)
    forms: dict[int, list[Said]] = defaultdict(list)
    for form in found:
        forms[form.appointment_id].append(_form(form, named.get(form.pk), files[form.pk]))
    return forms


def _form(form: Form, paper: Any, files: list[FormFile]) -> Said:
    begins = f"{form.appointment_id}-{str(form.pk)[:8]}"
    return {
        "id": str(form.pk),
        "name": form.name,
        "type": form.type,
        "filled_by": form.filled_by,
        "status": form.status,
        "signed_at": iso(form.signed_at),
        "signed_by": form.signer_name,
        "signed_how": form.signed_how,
        "signed_for_patient_by": form.signer_relationship,
        "in_presence_of": form.witness_name,
        "waived": _waived(form),
        "papers": [
            _signed_paper(one, f"papers/{begins}-{place}")
            for place, one in enumerate(_attached(form), start=1)
        ],
        "hash": form.content_hash,
        "corrects": str(form.replaces_id or ""),
        "correction_reason": form.correction_reason,
        "answers": [_answer(row) for row in read(form, shows_private=False)],
        "document": {"id": str(paper), "file": f"documents/{begins}-{file_name(form)}"} if paper else None,
        "files": [_file(one, f"files/{begins}-{place}") for place, one in enumerate(files, start=1)],
    }


def _waived(form: Form) -> Said | None:
    """Who decided that the visit does without this form, and why. No consent came of it."""
    waiver = next(iter(form.waivers.all()), None) if form.status == FormStatus.WAIVED else None
    return {"by": waiver.waiver_name, "at": iso(waiver.waived_at), "why": waiver.reason} if waiver else None


def _attached(form: Form) -> list[SignedPaper]:
    return list(form.signed_papers.all()) if form.status == FormStatus.ON_PAPER else []


def _signed_paper(paper: SignedPaper, begins: str) -> Said:
    return {
        "id": str(paper.pk),
        "name": paper.name,
        "file": f"{begins}-{paper.name}",
        "sha256": paper.sha256,
        "attached_by": paper.attacher_name,
        "attached_at": iso(paper.attached_at),
    }


def _answer(row: Said) -> Said:
    return {
        "question": row["question"]["label"],
        "kind": row["question"]["kind"],
        "answer": str(row["answer"] or ""),
    }


def _file(file: FormFile, begins: str) -> Said:
    return {
        "id": str(file.pk),
        "name": file.name,
        "file": f"{begins}-{file.name}",
        "sha256": file.sha256,
        "added_at": iso(file.added_at),
    }


def _test(test: DeviceTest) -> Said:
    parts = {part: getattr(test, part) for part in DeviceTest.PARTS}
    return {"at": iso(test.tested_at), "browser": test.browser, **parts}


def _joined(one: Participant) -> Said:
    return {"side": one.side, "name": one.display_name, "from": iso(one.joined_at), "until": iso(one.left_at)}


def _review(review: Review | None) -> Said | None:
    if review is None:
        return None
    return {"stars": review.rating, "comment": review.comment, "given_at": iso(review.given_at)}


def _of(model: Any, numbers: list[int]) -> Any:
    return model.objects.filter(appointment__in=numbers).order_by("pk")


def _by_visit(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.appointment_id].append(row)
    return found


def _extras(visit: Appointment) -> list[Any]:
    return [*visit.additional_service_ids, *visit.additional_product_ids]


def _names_of_extras(visits: list[Appointment]) -> dict[Any, str]:
    wanted = {one for visit in visits for one in _extras(visit)}
    services = Service.objects.filter(pk__in=wanted).values_list("pk", "name")
    return dict(services) | dict(Product.objects.filter(pk__in=wanted).values_list("pk", "name"))
