"""What staff do with a form that the patient doesn't sign on a page: attach the paper, waive it, take that back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.models import Form, FormStatus, SignedPaper, Waiver
from forms.settlement import may_attach_paper, may_reopen, may_waive
from forms.uploads import ACCEPTED, Upload, accept_upload
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock

MOST_FILES = 4


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """One file or several, each a PDF or a picture as its bytes say."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        files = data if isinstance(data, list) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)s files at once.") % {"most": MOST_FILES})
        cleaned: list[UploadedFile[bytes]] = [super(PapersField, self).clean(file, initial) for file in files]
        return [accept_upload(file) for file in cleaned]


class PaperForm(forms.Form):
    papers = PapersField(
        label=gettext_lazy("Scan or photo of the signed paper"),
        help_text=gettext_lazy(
            "A phone’s photo, or a PDF of at most 5 MB. Several files become the pages of one document."
        ),
        error_messages={"required": gettext_lazy("Please choose the file.")},
        widget=ManyFiles(attrs={"accept": ACCEPTED}),
    )


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is this form not needed for the visit?"),
        help_text=gettext_lazy(
            "Appears on the form, in its PDF and in the patient’s download. It is not a consent."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Please say why.")},
    )


class ReopeningForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        help_text=gettext_lazy("Saved in the visit’s history."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Please say why.")},
    )


def ways_of(actor: Actor, form: Form, *, sent: forms.Form | None = None) -> dict[str, Any]:
    """For forms/_settle.html: the ways open to this member, each a small form; the sent one with its errors."""
    here, prefix = [form.appointment_id, form.pk], f"s{form.pk.hex[:8]}"
    made: dict[str, Any] = {"prefix": prefix}
    for name, kind, may, route in (
        ("attach", PaperForm, may_attach_paper, "desk_paper"),
        ("waive", WaiverForm, may_waive, "desk_waiver"),
        ("reopen", ReopeningForm, may_reopen, "desk_reopening"),
    ):
        if may(actor, form):
            blank = kind(auto_id=f"{prefix}-{name}-%s")
            made[name] = {
                "form": sent if isinstance(sent, kind) else blank,
                "url": reverse(route, args=here),
            }
    return made


def settled_facts(form: Form, *, is_staff: bool) -> dict[str, Any]:
    """How a form was settled, for whoever reads it: the papers with who attached them when; the waiver and why."""
    if form.is_signed or not form.is_settled:
        return {}
    clock = Clock(form.organisation.zone)
    route = "desk_document" if is_staff else "form_document"
    document = {"settled_document_url": reverse(route, args=[form.appointment_id, form.pk])}
    if form.status == FormStatus.ON_PAPER:
        papers = SignedPaper.objects.filter(form=form, withdrawn_at=None).defer("content")
        return document | {"papers_attached": [_paper(paper, clock) for paper in papers]}
    waiver = Waiver.objects.filter(form=form, withdrawn_at=None).first()
    if waiver is None:
        return {}
    said = {"name": waiver.waiver_name, "when": clock.moment(waiver.waived_at)}
    words = _("Waived by %(name)s, %(when)s. This is not a consent.") % said
    return document | {"waived": words, "waived_why": waiver.reason}


def _paper(paper: SignedPaper, clock: Clock) -> dict[str, str]:
    said = {"name": paper.attacher_name, "when": clock.moment(paper.attached_at)}
    return {
        "name": paper.name,
        "url": reverse("signed_paper", args=[paper.pk]),
        "words": _("attached by %(name)s, %(when)s") % said,
    }
