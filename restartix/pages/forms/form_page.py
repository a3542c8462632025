"""One form on a page: alone, in the session's panel, or among the visit's other forms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from forms.answer_form import AnswerForm, read
from forms.drafts import rights
from forms.models import Form
from forms.models import Side as Filler
from forms.signers import account_name
from forms.signing_form import ClinicSigningForm, SigningForm
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.forms.settling_forms import settled_facts, ways_of
from restartix.pages.forms.signed_views import about_signed
from restartix.pages.forms.signing_notice import about_signer
from restartix.pages.forms.sites import CLINIC, FormSite


class Together:
    """Several forms on one page, as one for the summary of what needs another look."""

    def __init__(self, *parts: forms.Form) -> None:
        self.parts = [part for part in parts if part.is_bound]
        self.is_bound = bool(self.parts)

    def __iter__(self) -> Iterator[forms.BoundField]:
        return chain.from_iterable(self.parts)

    def non_field_errors(self) -> list[str]:
        return [str(error) for part in self.parts for error in part.non_field_errors()]


def show(
    request: ClinicRequest, form: Form, side: FormSite, paper: AnswerForm, *, status: int = 200, **said: Any
) -> HttpResponse:
    """The form alone for a panel that asked by htmx, else its page. `said`: signing, problem, notice."""
    template = "forms/_paper.html" if in_panel(request) else side.template
    context = context_of(request, form, side, paper) | said
    context["problems"] = Together(*filter(None, (paper, context["signing"])))
    return render(request, template, context, status=status)


def return_to_form(request: ClinicRequest, form: Form, side: FormSite, words: str) -> HttpResponse:
    """Back to the form as it stands now: in its panel or list, or as a page of its own."""
    if in_panel(request):
        now_is = reread(form)
        answer = show(request, now_is, side, AnswerForm(now_is, shows_private=side.is_staff), notice=words)
        answer["HX-Trigger"] = "papersChanged"
        return answer
    messages.success(request, words)
    return redirect(side.page, visit=form.appointment_id, pk=form.pk)


def show_save_status(
    request: ClinicRequest, form: Form, paper: AnswerForm, *, problem: str = ""
) -> HttpResponse:
    """What has changed on the page since it was last saved by itself: when that was, what needs another look."""
    clock = Clock(form.organisation.zone)
    wrong = {*request.POST.getlist("wrong"), *paper.errors}
    rows = paper.rows()
    context = {
        "form": form,
        "prefix": prefix_of(form),
        "problem": problem,
        "page_url": request.path,
        "when": f"{clock.time(timezone.now())}, {clock.name}",
        "progress": None if problem else paper.progress,
        "unsaved": [row for row in rows if row["bound"] and row["bound"].errors],
        "slots": [
            row
            for row in rows
            if row["bound"] and (row["number_question"] or row["bound"].html_name in wrong)
        ],
        "files": [row for row in rows if row["question"]["kind"] == "file"],
    }
    return render(request, "forms/_kept.html", context)


def in_list(request: ClinicRequest, form: Form, side: FormSite, *, unfolded: bool) -> str:
    """The form as one of several on a page."""
    paper = AnswerForm(form, shows_private=side.is_staff)
    context = context_of(request, form, side, paper, listed=True) | {"unfolded": unfolded, "problems": paper}
    return render_to_string("forms/_paper.html", context, request)


def context_of(
    request: ClinicRequest, form: Form, side: FormSite, paper: AnswerForm, *, listed: bool | None = None
) -> dict[str, Any]:
    fills_in, signs = rights(request.actor, form)
    rows = paper.rows() if fills_in else read(form, shows_private=side.is_staff)
    here = [form.appointment_id, form.pk]
    listed = "list" in request.GET if listed is None else listed
    asked = "?list=1" if listed else ""
    return {
        "form": form,
        "visit": form.appointment,
        "prefix": prefix_of(form),
        "paper": paper,
        "rows": rows,
        "progress": paper.progress if fills_in else None,
        "signing": signing_form(request.actor, form, side) if signs else None,
        "fills_in": fills_in,
        "is_listed": listed,
        "unfolded": True,
        "page_url": reverse(side.page, args=here) + asked,
        "saving_url": f"{reverse(side.page, args=here)}?auto=1",
        "signature_url": reverse(side.signature, args=here) + asked,
        "back_url": reverse(side.overview, args=here[:1]),
        **settled_facts(form, is_staff=side.is_staff),
        "ways": ways_of(request.actor, form) if side.is_staff and not listed else None,
        **(about_signer(request.actor, form, signs=signs, listed=listed) if side.is_staff else {}),
        **(about_signed(request.actor, form, is_staff=side.is_staff) if form.is_signed else {}),
    }


def prefix_of(form: Form) -> str:
    """What the ids of this form's elements begin with, since several forms may share a page."""
    return f"f{form.pk.hex[:8]}"


def in_panel(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers


def reread(form: Form) -> Form:
    """As it stands now; its visit is the one at hand, since who was named to sign can't read that."""
    now_is = Form.objects.get(pk=form.pk)
    now_is.appointment = form.appointment
    return now_is


def signing_form(actor: Actor, form: Form, side: FormSite, data: QueryDict | None = None) -> SigningForm:
    """The end of the form. A specialist signs with their account's name; patients type theirs."""
    name = (actor.user_name.strip() or account_name()) if form.filled_by == Filler.SPECIALIST else ""
    kind = ClinicSigningForm if side == CLINIC else SigningForm
    return kind(form, data, account_name=name, auto_id=f"{prefix_of(form)}-%s")
