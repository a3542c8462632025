"""Papers: the worker makes the PDFs of a visit's signed forms, once; whoever may read the form may have its paper."""

from __future__ import annotations

import hashlib
from typing import Any

from forms.models import Document, Form, FormStatus
from forms.pdf import has_own_copy, settled_at, typeset
from restartix.core.clinics.scope import scope
from restartix.core.clock import Clock
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import handles


@handles(Kind.DOCUMENT)
def make_documents(effect: Effect) -> str:
    """Make the PDFs that signed forms of the visit still lack; existing ones stay. Returns how many it made."""
    with scope(organisation_id=effect.organisation_id):
        made = [paper for form in _without_paper(effect.appointment_id) for paper in _papers_of(form)]
        Document.objects.bulk_create(made, ignore_conflicts=True)
    return str(len(made))


def paper_of(form: Form, *, for_staff: bool) -> Document | None:
    """The copy for this side, without its bytes; None while the worker has not made it."""
    papers = {paper.is_for_patient: paper for paper in form.documents.defer("content")}
    return papers.get(False, papers.get(True)) if for_staff else papers.get(True)


def file_name(form: Form) -> str:
    """Neutral, for any file system: the kind of form and the day it was signed, or settled, at the clinic."""
    day = Clock(form.organisation.zone).local(settled_at(form)).date().isoformat() if form.is_settled else ""
    return f"{form.type}-{day}.pdf"


def _without_paper(appointment_id: Any) -> list[Form]:
    signed = Form.objects.filter(appointment_id=appointment_id, status=FormStatus.SIGNED, documents=None)
    return list(
        signed.select_related(
            *(
                "organisation",
                "replaces",
                "named_signer",
                "appointment__patient_person",
                "appointment__specialist",
            ),
            "appointment__service",
        )
    )


def _papers_of(form: Form) -> list[Document]:
    """A second copy only where there is something that the patient doesn't see."""
    copies = {True: typeset(form, shows_private=False)}
    if has_own_copy(form):
        copies[False] = typeset(form, shows_private=True)
    return [
        Document(
            organisation_id=form.organisation_id,
            form=form,
            is_for_patient=for_patient,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for for_patient, content in copies.items()
    ]
