"""How a patient is reached, put right at the desk: letters and texts follow, the login stays."""

import pytest

from appointments.link_standing import mailed_link_standing
from appointments.models import Appointment, Status
from patients.models import PatientPerson
from restartix.messages.sms import number_of
from tests.cast import Seat
from tests.making import night

pytestmark = pytest.mark.django_db
RIGHT = {"phone": "0722 000 111", "email": "Maria.Preda@patients.example"}


@pytest.fixture
def ahead(make_visit):
    return make_visit(Status.UPCOMING, at=night(30))


def correct(seat, person, **said):
    return seat.client().post(seat.at(f"people/{person.pk}/contact/"), said)


def test_letters_of_visits_ahead_go_to_what_was_put_right(admin, cast, ahead, again):
    answer = correct(admin, cast.luca, **RIGHT)

    assert answer.status_code == 302
    visit = again(admin, ahead)
    assert visit.contact_email == "maria.preda@patients.example"
    with admin.scope():
        assert visit.effects.filter(code="link", state="pending").count() == 1


def test_texts_go_to_the_right_number_once_it_is_confirmed(admin, cast, ahead):
    correct(admin, cast.luca, **RIGHT)

    with admin.scope() as actor:
        visit = Appointment.objects.get(pk=ahead.pk)
        assert number_of(visit, standing=mailed_link_standing(visit)) == "", (
            "a number that staff typed may be a stranger's, too"
        )
        visit.confirm_phone_at_the_desk(
            by=actor, phone=RIGHT["phone"].replace("0722 ", "+40722").replace(" ", "")
        )
        assert number_of(visit, standing=mailed_link_standing(visit)) == "+40722000111"


def test_a_wrong_address_has_a_link_that_opens_nothing_any_more(admin, cast, ahead):
    there = f"/aurora/visits/{ahead.pk}/"
    assert Seat("aurora", link=ahead.link_token).client().get(there).status_code == 200

    correct(admin, cast.luca, **RIGHT)

    assert Seat("aurora", link=ahead.link_token).client().get(there).status_code != 200


def test_what_was_typed_the_login_and_visits_that_are_over_stay(admin, cast, ahead, make_visit, again):
    over = make_visit(Status.DONE, at=night(-40))
    with admin.scope():
        typed = PatientPerson.objects.select_related("user").get(pk=cast.maria.pk)

    correct(admin, cast.luca, **RIGHT)

    assert again(admin, over).contact_email == "maria@patients.example"
    with admin.scope():
        assert PatientPerson.objects.get(pk=typed.pk).user.email == "maria@patients.example"
        visit = Appointment.objects.get(pk=ahead.pk)
        visit.booked_as = typed
        assert number_of(visit, standing=mailed_link_standing(visit)) != typed.phone, (
            "not the number that was typed before"
        )


def test_the_story_and_the_page_remember_it_masked(admin, cast, ahead):
    correct(admin, cast.luca, phone=cast.luca.phone, email=RIGHT["email"])

    browser = admin.client()
    told = browser.get(admin.at(f"appointments/{ahead.pk}/")).context["events"][0]
    page = browser.get(admin.at(f"people/{cast.luca.pk}/contact/"))
    assert told.what == "Contact corrected · m•••@p•••.example instead of m•••@p•••.example"
    assert {line["who"] for line in page.context["events"]} == {cast.ana.name}


def test_nothing_new_changes_nothing(admin, cast, ahead, again):
    before = again(admin, ahead)

    correct(admin, cast.luca, phone=cast.luca.phone, email=before.contact_email)

    assert again(admin, ahead).link_hash == before.link_hash


@pytest.mark.parametrize("wrong", [{"phone": "12"}, {"email": "nope"}, {"email": ""}])
def test_what_can_not_be_right_comes_back_as_typed(admin, cast, ahead, again, wrong):
    answer = correct(admin, cast.luca, **(RIGHT | wrong))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)
    assert again(admin, ahead).contact_email == "maria@patients.example"


def test_without_a_visit_ahead_only_the_phone_is_asked_for(admin, cast):
    with admin.scope():
        Appointment.objects.filter(patient_person=cast.luca, status=Status.UPCOMING).update(
            status=Status.CANCELLED
        )
        free = next(
            one for one in cast.aurora.persons if not Appointment.objects.filter(patient_person=one).exists()
        )

    page = admin.client().get(admin.at(f"people/{free.pk}/contact/"))

    assert list(page.context["form"].fields) == ["phone"]


def test_it_is_the_admins(specialist, other_admin, patient, cast, ahead):
    for seat in (specialist, other_admin, patient):
        assert correct(seat, cast.luca, **RIGHT).status_code == 404
