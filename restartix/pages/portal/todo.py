"""What is still to do before a visit: confirm, fill in forms, try the camera, join."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.urls import reverse

from appointments.models import Appointment
from appointments.models.status import ACTIVE
from forms.models import Form, Side
from restartix.core.clinics.actor import Actor
from restartix.pages.portal.visit_page import allowed_for_patient
from videocall.devices import latest_of
from videocall.models import DeviceTest


def still_to_do(visits: list[Appointment], *, by: Actor) -> dict[int, dict[str, Any]]:
    """For each visit what this actor may and has yet to do. Two queries."""
    unsigned = Form.objects.current().filter(
        appointment__in=[one.pk for one in visits], filled_by=Side.PATIENT
    )
    waiting = dict(
        unsigned.unsettled()
        .order_by()
        .values_list("appointment")
        .annotate(Count("pk"))
        .values_list("appointment", "pk__count")
    )
    tests = latest_of([one.pk for one in visits])
    return {visit.pk: _todo(visit, waiting.get(visit.pk, 0), tests.get(visit.pk), by) for visit in visits}


def _todo(visit: Appointment, forms: int, test: DeviceTest | None, by: Actor) -> dict[str, Any]:
    may, is_tested = allowed_for_patient(visit, by=by), test is not None and test.is_passed
    return {
        "may_confirm": may["may_confirm"],
        "may_move": may["may_move"],
        "may_join": may["may_join"],
        "join_url": may["join_url"],
        "forms": forms if visit.status in ACTIVE and by.fills_in_for(visit) else 0,
        "forms_url": reverse("visit_forms", args=[visit.pk]),
        "device_url": reverse("device_test", args=[visit.pk])
        if visit.status in ACTIVE and not is_tested
        else "",
        "time_url": reverse("visit_time", args=[visit.pk]),
    }
