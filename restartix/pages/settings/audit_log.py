"""The log: who opened and changed what, read by admins. Written by the database alone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from appointments.search import find_persons
from patients.models import PatientPerson
from restartix.core.clinics.models import Audit
from restartix.core.clock import Clock
from restartix.core.forms.days import DayField
from restartix.core.forms.number_field import NumberField
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import instants_of
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.settings.audit_wording import Names, line_of

A_PAGE = 50
MOST_ALIKE = 20


class LogForm(forms.Form):
    """What of the log to show; nonsense shows everything and says so."""

    name = forms.CharField(
        label=_("Patient"), help_text=_("Name, phone or e-mail."), max_length=100, required=False
    )
    day = DayField(label=_("Day"), required=False)
    visit = NumberField(label=_("Visit number"), required=False, least=1)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


@admins_only
@require_safe
def log(request: ClinicRequest) -> HttpResponse:
    form = LogForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    clock = staff_clock(request.actor)
    found = list(entries(asked, clock)[: A_PAGE + 1])
    shown, names = found[:A_PAGE], Names.of(found[:A_PAGE])
    older = {key: value for key, value in asked.items() if value and key != "before"}
    older_url = f"?{urlencode(older | {'before': shown[-1].pk})}" if len(found) > A_PAGE else ""
    context = {
        "form": form,
        "lines": [line_of(entry, names, clock) for entry in shown],
        "whose": _whose(asked.get("person")),
        "zone": clock.name,
        "older_url": older_url,
        "is_latest": not asked.get("before"),
        "latest_url": f"?{urlencode(older)}",
        "is_filtered": bool(older),
        "section": "settings",
    }
    return render(request, "appointments/settings/log.html", context)


def entries(asked: dict[str, Any], clock: Clock) -> Any:
    """The latest first: of one person, visit or day, on the admin's clock, and older than the one named."""
    found = Audit.objects.order_by("-at", "-pk")
    if person := asked.get("person"):
        found = found.filter(person_id=person)
    elif name := asked.get("name"):
        found = found.filter(person_id__in=[one.pk for one in find_persons(name, most=MOST_ALIKE)])
    if visit := asked.get("visit"):
        found = found.filter(appointment_id=visit)
    if day := asked.get("day"):
        start, end = instants_of(day, day, clock)
        found = found.filter(at__gte=start, at__lt=end)
    if last := Audit.objects.filter(pk=asked.get("before") or 0).first():
        found = found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    return found


def _whose(person: UUID | None) -> str:
    found = PatientPerson.objects.filter(pk=person).first() if person else None
    return found.name if found else ""
