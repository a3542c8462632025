"""The patient's side: by the private link or signed in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment, Status
from restartix.core.effects.models import Effect

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def later(cast):
    """A visit of Elena's (or anybody's) beyond the cut-off, that was onboarded."""
    ahead = timezone.now() + timedelta(days=2)
    return next(
        visit for visit in cast.aurora.visits if visit.started_at > ahead and visit.status == Status.UPCOMING
    )


def status_of(admin, visit):
    with admin.scope():
        return Appointment.objects.get(pk=visit.pk).status


def told(admin, visit):
    with admin.scope():
        return sorted(
            Effect.objects.filter(appointment=visit, state="pending").values_list("code", flat=True)
        )


def link(visit):
    return f"/aurora/v/{visit.pk}/{visit.link_token}/"


def test_the_link_is_exchanged_for_a_cookie_of_that_visit_alone(visitor, later):
    client = visitor.client()

    answer = client.get(link(later))

    assert answer["Location"] == f"/aurora/visits/{later.pk}/"
    cookie = answer.cookies["visit"]
    assert cookie["path"] == f"/aurora/visits/{later.pk}/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert later.link_token not in answer["Location"]


def test_opening_the_link_changes_nothing(visitor, admin, later):
    before = told(admin, later)
    client = visitor.client()

    client.get(link(later), follow=True)

    assert status_of(admin, later) == Status.UPCOMING
    assert told(admin, later) == before


def test_a_wrong_foreign_or_tampered_link_says_so(visitor, cast, later):
    client = visitor.client()
    theirs = cast.riverside.visits[0]

    for there in (
        f"/aurora/v/{later.pk}/{'0' * 64}/",
        f"/aurora/v/{later.pk + 1}/{later.link_token}/",
        f"/aurora/v/{theirs.pk}/{theirs.link_token}/",
        f"/aurora/v/99999999999999999999999/{later.link_token}/",
        f"/aurora/v/{later.pk}/%00/",
    ):
        page = client.get(there)
        assert page.status_code == 404
        assert "This link no longer works" in page.content.decode()


def test_after_the_visit_the_link_leads_to_the_review_alone(visitor, cast):
    done = cast.visit(Status.DONE)

    answer = visitor.client().get(link(done))

    assert answer["Location"] == f"/aurora/visits/{done.pk}/review/"


def test_confirming_by_the_link_tells_the_specialist(visitor, admin, later):
    client = visitor.client()
    page = client.get(link(later), follow=True)
    assert "I will come" in page.content.decode()

    client.post(f"/aurora/visits/{later.pk}/confirmation/")

    assert status_of(admin, later) == Status.CONFIRMED
    assert "confirmed" in told(admin, later)


def test_confirming_twice_says_thank_you_twice_and_tells_once(visitor, admin, later):
    client = visitor.client()
    client.get(link(later))
    client.post(f"/aurora/visits/{later.pk}/confirmation/")

    again = client.post(f"/aurora/visits/{later.pk}/confirmation/")

    assert again.status_code == 302
    assert told(admin, later).count("confirmed") == 1


def test_cancelling_before_the_cutoff_frees_the_time(visitor, admin, later):
    client = visitor.client()
    client.get(link(later))

    client.post(f"/aurora/visits/{later.pk}/cancellation/")

    assert status_of(admin, later) == Status.CANCELLED
    assert {"cancelled", "cancelled-staff"} <= set(told(admin, later))


def test_after_the_cutoff_the_page_gives_the_phone_and_no_button(by_link, cast):
    client = by_link.client()

    page = client.get(f"/aurora/visits/{cast.soon.pk}/")
    refused = client.post(f"/aurora/visits/{cast.soon.pk}/cancellation/")

    assert "Cancel this visit" not in page.content.decode()
    assert '<a href="tel:+40700000100">' in page.content.decode()
    assert refused.status_code == 409
    assert "too late" in refused.content.decode()


def test_a_link_opens_no_other_visit(by_link, later, cast):
    client = by_link.client()

    assert client.get(f"/aurora/visits/{cast.soon.pk}/").status_code == 200
    for way in ("", "booked/", "visit.ics"):
        assert client.get(f"/aurora/visits/{later.pk}/{way}").status_code == 404
    assert client.post(f"/aurora/visits/{later.pk}/cancellation/").status_code == 404


def test_a_visitor_without_a_link_is_asked_to_sign_in(visitor, later):
    answer = visitor.client().get(f"/aurora/visits/{later.pk}/")

    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


def test_my_visits_holds_ones_own_and_those_in_ones_care(patient, guardian, cast):
    own = patient.client().get("/aurora/my/")
    cared_for = guardian.client().get("/aurora/my/")

    for page, persons in ((own, {cast.elena.pk}), (cared_for, {cast.maria.pk, cast.luca.pk})):
        assert page.status_code == 200
        assert {one.person.pk for one in page.context["people"]} == persons
        for one in page.context["people"]:
            rows = [*one.ahead, *one.past, *([one.next] if one.next else [])]
            assert {row["visit"].patient_person_id for row in rows} <= {one.person.pk}
    assert own.context["people"][0].next


def test_another_patient_signed_in_finds_nothing_there(cast, later):
    other = cast.mihai if later.patient_person_id == cast.elena.pk else cast.elena

    assert cast.signed_in(other.user).client().get(f"/aurora/visits/{later.pk}/").status_code == 404


def test_by_the_link_the_page_says_that_known_answers_need_signing_in(by_link, patient, cast):
    there = f"/aurora/visits/{cast.soon.pk}/"

    assert "after you sign in or confirm who you are" in by_link.client().get(there).content.decode()
    assert "after you sign in" not in patient.client().get(there).content.decode()
