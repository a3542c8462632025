"""One person's page, and the search that leads there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments.models import PatientServicePlan
from restartix.core.phone import format_phone

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize("who", ["admin", "specialist"])
def test_search_leads_to_the_person_and_their_visits(request, who, cast):
    seat = request.getfixturevalue(who)

    page = seat.client().get(seat.at("search/?q=elena+ionesc")).content.decode()

    assert f'href="/aurora/people/{cast.elena.pk}/"' in page
    assert f'href="/aurora/appointments/{cast.soon.pk}/"' in page


def test_while_typing_the_results_come_alone(admin, cast):
    page = admin.client().get(admin.at("search/?q=elena"), headers={"HX-Request": "true"}).content.decode()

    assert cast.elena.name in page
    assert "<html" not in page


def test_a_name_that_nobody_has_says_so_escaped(admin):
    page = admin.client().get(admin.at("search/?q=<script>qqzzyx")).content.decode()

    assert "Nobody found" in page
    assert "<script>qqzzyx" not in page


@pytest.mark.parametrize("path", ["search/", "search/?q=elena"])
def test_search_is_for_staff(patient, visitor, path):
    assert patient.client().get(patient.at(path)).status_code == 404
    assert visitor.client().get(visitor.at(path)).status_code == 302


def test_a_person_is_shown_with_contact_visits_plans_and_signed_forms(admin, cast):
    page = admin.client().get(admin.at(f"people/{cast.elena.pk}/"))

    words = page.content.decode()
    assert format_phone(cast.elena.phone) in words
    assert cast.elena.user.email in words
    assert page.context["visits"]
    assert "of 6 done" in words


def test_a_person_that_a_specialist_does_not_see_is_unknown_to_them(specialist, other_admin, cast):
    theirs = {one.patient_person_id for one in cast.aurora.visits if one.specialist == cast.ioana}
    stranger = next(one for one in cast.aurora.persons if one.pk not in theirs)

    assert specialist.client().get(specialist.at(f"people/{stranger.pk}/")).status_code == 404
    assert other_admin.client().get(other_admin.at(f"people/{stranger.pk}/")).status_code == 404
    assert specialist.client().get(specialist.at(f"people/{cast.elena.pk}/")).status_code == 200


def test_somebody_is_enrolled_and_the_plan_ends(admin, cast):
    client, service = admin.client(), cast.aurora.services["first-visit"]

    client.post(admin.at(f"people/{cast.mihai.pk}/plans/"), {"service": str(service.pk), "sessions": "4"})

    with admin.scope():
        plan = PatientServicePlan.objects.get(person=cast.mihai)
    page = client.get(admin.at(f"people/{cast.mihai.pk}/")).content.decode()
    assert "0 of 4 done, 0 planned, 4 left" in page
    assert "0 of 4 done" in client.get(admin.at("settings/plans/")).content.decode()

    client.post(admin.at(f"plans/{plan.pk}/end/"))
    assert "0 of 4 done" not in client.get(admin.at("settings/plans/")).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"sessions": "0"}, {"sessions": "1000"}, {"sessions": "x"}, {"service": "nothing"}]
)
def test_an_enrolment_that_can_not_be_says_why(admin, cast, wrong):
    fields = {"service": str(cast.aurora.services["first-visit"].pk), "sessions": "4"} | wrong

    page = admin.client().post(admin.at(f"people/{cast.mihai.pk}/plans/"), fields)

    assert page.status_code == 422
    assert set(page.context["enrolment"].errors) == set(wrong)


def test_a_long_history_costs_no_more_questions(admin, cast):
    client = admin.client()

    def questions(person):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(admin.at(f"people/{person.pk}/")).status_code == 200
        return len(asked)

    assert questions(cast.elena) <= 22


def test_profile_and_family_are_a_press_away(admin, specialist, cast):
    def pages(seat):
        client = seat.client()
        page = client.get(seat.at(f"people/{cast.elena.pk}/")).content.decode()
        offered = [path for path in ("profile", "family") if f'/people/{cast.elena.pk}/{path}/"' in page]
        assert [client.get(seat.at(f"people/{cast.elena.pk}/{path}/")).status_code for path in offered] == [
            200
        ] * len(offered)
        return offered

    assert pages(admin) == ["profile", "family"]
    assert pages(specialist) == ["profile"]
