"""The patient's session: the call, and what to do while waiting or when the picture fails."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appointments.models import Appointment
from forms.models import Form, Side
from restartix.core.clock import Clock
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.consultation.call import allow_call, call_of
from restartix.pages.portal.visit_page import own_visit
from videocall.models import Participant
from videocall.rooms import is_meeting


@require_safe
@patients_only
def visit_session(request: ClinicRequest, pk: int) -> HttpResponse:
    """Looking changes nothing about the visit; the patient may be early and wait."""
    own = own_visit(request, pk)
    context: dict[str, Any] = {"visit": own, "when": Clock(own.visitor_zone).moment(own.started_at)}
    if not _is_open(own):
        context |= {"is_ahead": is_meeting(own), "minutes": own.organisation.opens_session_minutes_before}
        return render(request, "appointments/session/visit_closed.html", context)
    context |= {"call": call_of(own, Participant.Side.PATIENT), "papers": papers_of(own)}
    return allow_call(render(request, "appointments/session/visit_session.html", context))


def papers_of(own: Appointment) -> list[Form]:
    """The forms that wait for the patient."""
    return [form for form in own.forms.filter(filled_by=Side.PATIENT) if not form.is_settled]


def _is_open(own: Appointment) -> bool:
    return is_meeting(own) and own.session_has_opened
