"""The staff's page about who acts for a person: grant, limit, end; and the person's own login."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from patients.models import Guardianship, LoginInvitation, PatientPerson
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock, format_day
from restartix.core.limits import limit_tries
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.guardian_invitations import invite
from restartix.pages.family.forms import RIGHTS, GuardianForm, OwnLoginForm, RightsForm


@admins_only
@require_safe
def family(request: ClinicRequest, pk: UUID) -> HttpResponse:
    return _page(request, _person(pk))


@limit_tries("link")
@admins_only
@require_POST
def guardian_invitation(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Somebody new acts for this person, once the worker has found or made their login."""
    person = _person(pk)
    form = GuardianForm(request.POST, clock=_clock(request))
    if not form.is_valid():
        return _page(request, person, guardian=form)
    said = form.cleaned_data
    invite(
        person,
        by=request.actor,
        email=said["email"],
        guardian_name=said["name"],
        relationship=said["relationship"],
        rights=said["rights"],
        valid_until=form.ends,
        identity_check=said["identity_check"],
    )
    messages.success(request, _("They can sign in within a minute; an e-mail tells them."))
    return redirect("family", pk)


@limit_tries("link")
@admins_only
@require_POST
def own_login(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The person takes their own affairs over, with a login of their own."""
    person = _person(pk)
    form = OwnLoginForm(request.POST, prefix="own")
    if not form.is_valid():
        return _page(request, person, own=form)
    invite(person, by=request.actor, **form.cleaned_data)
    messages.success(request, _("They can sign in within a minute; an e-mail tells them."))
    return redirect("family", pk)


@admins_only
@require_POST
def guardianship(request: ClinicRequest, pk: UUID, held: UUID) -> HttpResponse:
    """Limit (or widen) what a guardian may do."""
    person = _person(pk)
    theirs = get_object_or_404(Guardianship.objects.in_force(), person=person, pk=held)
    form = RightsForm(request.POST, prefix=str(held), clock=_clock(request))
    form.held = frozenset(theirs.rights)
    if not form.is_valid():
        return _page(request, person, rights=(held, form))
    told = form.cleaned_data
    theirs.limit(rights=told["rights"], until=form.ends, identity_check=told["identity_check"])
    messages.success(request, _("Saved. It takes effect with their next click."))
    return redirect("family", pk)


@admins_only
@require_POST
def guardianship_end(request: ClinicRequest, pk: UUID, held: UUID) -> HttpResponse:
    get_object_or_404(Guardianship, person=_person(pk), pk=held).revoke()
    messages.success(request, _("Ended. They can no longer act for the patient."))
    return redirect("family", pk)


def _person(pk: UUID) -> PatientPerson:
    return get_object_or_404(PatientPerson.objects.select_related("user"), pk=pk)


def _clock(request: ClinicRequest) -> Clock:
    return Clock(Organisation.objects.get(pk=request.actor.here).zone)


def _page(
    request: ClinicRequest,
    person: PatientPerson,
    *,
    guardian: GuardianForm | None = None,
    own: OwnLoginForm | None = None,
    rights: tuple[UUID, BaseForm] | None = None,
) -> HttpResponse:
    """Who acts for them now, each with a form; who is invited; what is over."""
    clock = _clock(request)
    every = Guardianship.objects.filter(person=person).select_related("user", "granted_by")
    held = list(every.in_force().order_by("valid_from"))
    over = every.exclude(pk__in=[one.pk for one in held]).order_by("-valid_from")
    invited = LoginInvitation.objects.filter(person=person, done_at=None).order_by("-created_at")
    context = {
        "person": person,
        "born": format_day(person.birth_date, "d MMMM y") if person.birth_date else "",
        "held": [(_line(one, clock), _rights_form(one, clock, rights)) for one in held],
        "over": [_line(one, clock) for one in over],
        "invited": [(one, clock.short(one.created_at)) for one in invited],
        "guardian": guardian or GuardianForm(initial={"rights": [Guardianship.Right.BOOK]}, clock=clock),
        "own": own or OwnLoginForm(prefix="own"),
        "zone": clock.name,
    }
    status = 422 if guardian or own or rights else 200
    return render(request, "patients/family.html", context, status=status)


def _rights_form(held: Guardianship, clock: Clock, shown: tuple[UUID, BaseForm] | None) -> BaseForm:
    return shown[1] if shown and shown[0] == held.pk else RightsForm.of(held, clock)


def _line(held: Guardianship, clock: Clock) -> dict[str, Any]:
    ended = held.revoked_at or held.valid_until
    return {
        "held": held,
        "name": held.name,
        "relationship": held.relationship,
        "rights": [words for right, words in RIGHTS if right in held.rights],
        "since": clock.short(held.valid_from),
        "ended": clock.short(ended) if ended else "",
        "by": held.granted_by.name if held.granted_by else "",
    }
