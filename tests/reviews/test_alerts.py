"""Alerts: on the admin's page until one of them has answered."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.models import Alert

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(admin):
    with admin.scope():
        return Alert.objects.open().select_related("review").first()


def acknowledge(seat, pk, note):
    return seat.client().post(seat.at(f"alerts/{pk}/acknowledgement/"), {f"{pk}-note": note})


def test_an_alert_waits_on_the_dashboard_and_on_its_page(admin, alert):
    for path in ("dashboard/", "alerts/"):
        assert f"alert-{alert.pk}" in admin.client().get(admin.at(path)).content.decode()


def test_acknowledging_it_keeps_who_and_how(admin, cast, alert):
    answer = acknowledge(admin, alert.pk, "Called the patient.")

    assert answer.status_code == 302
    with admin.scope():
        alert.refresh_from_db()
    assert alert.acknowledged_at
    assert (alert.acknowledged_by_id, alert.note) == (cast.ana.pk, "Called the patient.")
    assert f"alert-{alert.pk}" not in admin.client().get(admin.at("dashboard/")).content.decode()


def test_it_needs_a_note(admin, alert):
    answer = acknowledge(admin, alert.pk, " ")

    assert answer.status_code == 422
    with admin.scope():
        alert.refresh_from_db()
    assert alert.acknowledged_at is None


def test_the_second_to_answer_is_told_so(admin, alert):
    acknowledge(admin, alert.pk, "Called.")

    second = acknowledge(admin, alert.pk, "Called too.")

    assert second.status_code == 409
    assert "Somebody has answered" in second.content.decode()


def test_alerts_are_for_the_clinics_admins(specialist, patient, other_admin, admin, alert):
    assert specialist.client().get(specialist.at("alerts/")).status_code == 404
    assert patient.client().get(patient.at("alerts/")).status_code == 404
    assert acknowledge(other_admin, alert.pk, "x").status_code == 404
    assert acknowledge(admin, uuid.uuid4(), "x").status_code == 404


def test_more_alerts_cost_no_more_questions(admin):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(admin.at("alerts/"))
        return len(asked)

    client = admin.client()
    before = questions()
    with admin.scope():
        pks = list(Alert.objects.open().values_list("pk", flat=True))
    assert pks
    for pk in pks:
        acknowledge(admin, pk, "Called.")

    assert abs(questions() - before) <= 1
