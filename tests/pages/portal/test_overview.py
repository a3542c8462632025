"""The patient's own pages: for each person they act for, what comes next and what has been."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.models import Appointment, PatientServicePlan, Status
from forms.models import Form, Side
from patients.models import Guardianship
from reviews.models import Review
from tests.making import night
from videocall.models import DeviceTest, Outcome

pytestmark = pytest.mark.django_db


def page(seat, path="my/"):
    answer = seat.client().get(seat.at(path))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_next_visit_says_what_is_still_to_do(patient, cast):
    shown = page(patient)
    soon = cast.soon
    with patient.scope():
        unsigned = (
            Form.objects.filter(appointment=soon, filled_by=Side.PATIENT).exclude(status="signed").count()
        )

    assert f"visits/{soon.pk}/confirmation/" in shown
    assert f"visits/{soon.pk}/device/" in shown
    assert f"{unsigned} form" in shown
    assert f"my/people/{cast.elena.pk}/booking/" in shown


def test_a_device_that_passed_its_test_is_no_longer_to_be_tried(patient, cast):
    test = {"organisation": cast.aurora.organisation, "appointment": cast.soon, "browser": "Firefox"}
    with patient.scope():
        DeviceTest.objects.create(
            **test, **dict.fromkeys(DeviceTest.PARTS, Outcome.OK) | {"camera": "failed"}
        )
    assert f"visits/{cast.soon.pk}/device/" in page(patient)

    with patient.scope():
        DeviceTest.objects.create(**test, **dict.fromkeys(DeviceTest.PARTS, Outcome.OK))
    assert f"visits/{cast.soon.pk}/device/" not in page(patient)


def test_the_last_visit_and_its_review_are_at_hand_and_the_earlier_ones_folded(patient, cast, make_visit):
    now = timezone.now()
    last = make_visit(Status.DONE, at=now - timedelta(hours=2), person=cast.elena, minutes=5)
    make_visit(Status.CANCELLED, at=night(3), person=cast.elena)

    shown, folded = page(patient), page(patient).partition("Show earlier visits")[2]

    assert f"visits/{last.pk}/review/" in shown
    assert f"visits/{last.pk}/" not in folded
    with patient.scope() as actor:
        Review.give(last, rating=5, comment="", by=actor)
    assert f"visits/{last.pk}/review/" not in page(patient)


def test_the_plan_says_what_remains(patient, cast):
    with patient.scope():
        plan = PatientServicePlan.objects.get(person=cast.elena)
        done = plan.visits.filter(status=Status.DONE).count()

    assert f"{done} of {plan.sessions} done" in page(patient)


def test_earlier_visits_lead_to_their_papers_and_all_of_them_to_a_page(patient, cast):
    with patient.scope():
        signed = Form.objects.filter(filled_by=Side.SPECIALIST, status="signed").values_list("pk", flat=True)
        over = Appointment.objects.exclude(
            status__in=["upcoming", "confirmed", "booked", "inprogress"]
        ).count()

    everything = page(patient, f"my/people/{cast.elena.pk}/visits/")

    assert signed
    assert all(f"/forms/{pk}/" in everything for pk in signed)
    assert everything.count('data-status="') >= over


def test_each_person_in_care_has_their_own_part_and_just_what_the_guardian_may_see(guardian, admin, cast):
    shown = page(guardian)
    assert shown.index(cast.maria.name) < shown.index(cast.luca.name), "oneself first"
    assert f"my/people/{cast.luca.pk}/booking/" in shown
    assert f'href="/aurora/my/people/{cast.luca.pk}/"' in shown

    with admin.scope():
        Guardianship.objects.filter(person=cast.luca).update(rights=["results"])

    shown = page(guardian)
    assert cast.luca.name in shown
    assert f"my/people/{cast.luca.pk}/" not in shown.replace(f"my/people/{cast.luca.pk}/visits/", "")


def test_more_people_and_visits_cost_no_more_questions(guardian, admin, cast):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(guardian.at("my/"))
        return len(asked)

    client = guardian.client()
    client.get(guardian.at("my/"))
    before = questions()
    with admin.scope():
        Guardianship.objects.bulk_create(
            Guardianship(
                organisation=cast.aurora.organisation,
                user=cast.maria.user,
                person=one,
                rights=Guardianship.Right.values,
                identity_check="Seen at the desk",
                valid_from=cast.world.now,
            )
            for one in cast.aurora.persons[:8]
            if one not in (cast.maria, cast.luca)
        )
    assert guardian.client().get(guardian.at("my/")).content.decode().count("own-person") >= 8

    assert questions() <= before + 2, "two for plans, once there is one; none for each"


def test_a_strangers_past_is_no_page(patient, cast):
    assert patient.client().get(patient.at(f"my/people/{cast.mihai.pk}/visits/")).status_code == 404
