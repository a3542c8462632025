"""One form on a page: filled in, kept, signed, and read. The same for the patient's side and for the clinic's."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forms.answering import Overtaken, is_open, keep, may_fill_in
from forms.models import Form
from forms.models import Side as Filler
from forms.paper import Paper, Together, read
from forms.signature import Signing
from forms.signed import about_signed
from forms.signing import sign
from restartix.organisations.audiences import members_only, patients_only
from restartix.organisations.middleware import ClinicRequest


@dataclass(frozen=True)
class Side:
    """Where a form is looked at from: what its addresses are called, and whether private fields are shown."""

    page: str
    signature: str
    back: str
    template: str
    is_staff: bool = False


PATIENT = Side(page="form", signature="form_signature", back="visit", template="forms/form.html")
DESK = Side("desk_form", "desk_form_signature", "appointment", "forms/desk_form.html", is_staff=True)


@patients_only
@require_http_methods(["GET", "POST"])
def form(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    found = Form.objects.filter(appointment_id=visit, pk=pk).first()
    if found is None and not request.actor.is_signed_in:
        return render(request, "forms/sign_in_first.html", {"visit": visit})
    return _page(request, found, PATIENT)


@patients_only
@require_POST
def form_signature(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _signature(request, Form.objects.filter(appointment_id=visit, pk=pk).first(), PATIENT)


@members_only
@require_http_methods(["GET", "POST"])
def desk_form(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _page(request, Form.objects.filter(appointment_id=visit, pk=pk).first(), DESK)


@members_only
@require_POST
def desk_form_signature(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _signature(request, Form.objects.filter(appointment_id=visit, pk=pk).first(), DESK)


def _page(request: ClinicRequest, form: Form | None, side: Side) -> HttpResponse:
    """Show the form; a POST keeps what was answered so far."""
    _admit(request, form, side)
    assert form is not None
    paper = Paper(form, request.POST or None, shows_private=side.is_staff)
    if request.method != "POST":
        return _show(request, form, side, paper)
    if not paper.is_valid():
        return _show(request, form, side, paper, status=422)
    try:
        keep(form=form, paper=paper, revision=_revision(request), by=request.actor)
    except Overtaken as refusal:
        return _show(request, _reread(form), side, paper, problem=str(refusal), status=422)
    return _done(request, form, side, _("Saved. You can go on later."))


def _signature(request: ClinicRequest, form: Form | None, side: Side) -> HttpResponse:
    """Sign what was sent, when it is complete."""
    _admit(request, form, side)
    assert form is not None
    paper = Paper(form, request.POST, shows_private=side.is_staff, complete=True)
    signing = Signing(form, request.POST)
    if not (paper.is_valid() & signing.is_valid()):
        return _show(request, form, side, paper, signing=signing, status=422)
    try:
        sign(
            form=form,
            paper=paper,
            revision=_revision(request),
            by=request.actor,
            signature=signing.given,
            address=_address(request),
        )
    except Overtaken as refusal:
        return _show(request, _reread(form), side, paper, signing=signing, problem=str(refusal), status=422)
    return _done(request, form, side, _("Signed. Thank you."))


def _admit(request: ClinicRequest, form: Form | None, side: Side) -> None:
    """404 unless the row is there for this actor, on the side of the address they came by."""
    actor = request.actor
    if form is None or not (actor.runs if side.is_staff else actor.speaks_for)(form.appointment):
        raise Http404


def _show(
    request: ClinicRequest, form: Form, side: Side, paper: Paper, *, status: int = 200, **said: Any
) -> HttpResponse:
    """The form alone for a panel that asked by htmx, else its page. `said`: signing, problem, notice."""
    template = "forms/_paper.html" if _in_panel(request) else side.template
    context = _context(request, form, side, paper) | said
    context["problems"] = Together(paper, context["signing"])
    return render(request, template, context, status=status)


def _context(request: ClinicRequest, form: Form, side: Side, paper: Paper) -> dict[str, Any]:
    fills_in = is_open(form) and may_fill_in(request.actor, form)
    here = [form.appointment_id, form.pk]
    return {
        "form": form,
        "visit": form.appointment,
        "paper": paper,
        "signing": Signing(form, initial={"signer_name": _usual_name(request, form)}),
        "rows": paper.rows() if fills_in else read(form, shows_private=side.is_staff),
        "fills_in": fills_in,
        "page_url": reverse(side.page, args=here),
        "signature_url": reverse(side.signature, args=here),
        "back_url": reverse(side.back, args=here[:1]),
        **(about_signed(request.actor, form, is_staff=side.is_staff) if form.is_signed else {}),
    }


def _done(request: ClinicRequest, form: Form, side: Side, words: str) -> HttpResponse:
    """Back to the form as it stands now: in its panel of the session, or as a page of its own."""
    if _in_panel(request):
        now_is = _reread(form)
        answer = _show(request, now_is, side, Paper(now_is, shows_private=side.is_staff), notice=words)
        answer["HX-Trigger"] = "papersChanged"
        return answer
    messages.success(request, words)
    return redirect(side.page, visit=form.appointment_id, pk=form.pk)


def _in_panel(request: ClinicRequest) -> bool:
    return "HX-Request" in request.headers


def _address(request: ClinicRequest) -> str:
    """Where the request came from: what our own proxy says when there is one, else the connection's other end."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return (forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", ""))[:45]


def _reread(form: Form) -> Form:
    return Form.objects.get(pk=form.pk)


def _revision(request: ClinicRequest) -> int:
    """The revision the page was made from; nonsense counts as one that never was."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdigit() and len(said) < 9 else -1


def _usual_name(request: ClinicRequest, form: Form) -> str:
    """Who will most likely sign: staff, who are signed in, under their own name. Patients type theirs."""
    return request.actor.user_name if form.filled_by == Filler.SPECIALIST else ""
