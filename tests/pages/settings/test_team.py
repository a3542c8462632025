"""Colleagues come by invitation and go without being forgotten."""

import pytest

from appointments.models import Appointment, Specialist
from restartix.core.clinics.models import Member
from restartix.core.effects.models import Effect
from restartix.core.identity.models import User
from tests.cast import Seat
from tests.identity.test_sign_in import ask, mailed  # noqa: F401 (fixtures)

pytestmark = pytest.mark.usefixtures("db")

IRIS = {"name": "Iris Petre", "email": "Iris@colleagues.example", "role": "specialist", "title": "Dietitian"}


@pytest.fixture
def send(admin):
    client = admin.client()
    return lambda path, fields=None: client.post(admin.at(f"settings/team/{path}"), fields or {})


def member(admin, email, role):
    with admin.scope():
        return Member.objects.select_related("user").get(user__email=email, role=role)


def test_an_invited_specialist_is_a_member_with_a_letter_on_its_way(send, admin, visitor):
    answer = send("invitation/", IRIS)

    iris = member(admin, "iris@colleagues.example", "specialist")
    with admin.scope():
        assert Effect.objects.filter(code="invitation", user=iris.user).count() == 1
        specialist = Specialist.objects.get(member=iris)
    assert answer.url == f"/aurora/settings/hours/{specialist.pk}/"
    assert "Dietitian" in visitor.client().get(visitor.at("")).content.decode()


def test_inviting_somebody_twice_makes_no_second_membership(send, admin):
    send("invitation/", IRIS)
    send("invitation/", IRIS)

    with admin.scope():
        assert Member.objects.filter(user__email="iris@colleagues.example").count() == 1


def test_an_invitation_changes_nobodys_name_and_tells_nothing_of_other_clinics(send, admin, cast):
    with_login = {"name": "Somebody Else", "email": cast.grace.email, "role": "admin", "title": ""}

    answer, new = (
        send("invitation/", with_login),
        send("invitation/", with_login | {"email": "nobody@else.example"}),
    )

    assert (answer.status_code, answer.url) == (new.status_code, new.url)
    assert member(admin, cast.grace.email, "admin").user.name == cast.grace.name


@pytest.mark.parametrize("wrong", [{"email": "no address"}, {"email": ""}, {"name": ""}, {"role": "king"}])
def test_an_invitation_that_can_not_be_sent_says_why(send, wrong):
    page = send("invitation/", IRIS | wrong)

    assert page.status_code == 422
    assert set(page.context["form"].errors) == set(wrong)


def test_whose_membership_ends_is_staff_no_more_and_stays_in_the_history(send, admin, cast):
    send("invitation/", IRIS)
    iris = member(admin, "iris@colleagues.example", "specialist")
    seat = Seat("aurora", iris.user.pk, nonce_of(admin, iris.user.pk))
    assert seat.client().get(seat.at("calendar/")).status_code == 200

    send(f"{iris.pk}/end/")

    assert seat.client().get(seat.at("calendar/")).status_code == 404
    with admin.scope():
        assert Member.objects.get(pk=iris.pk).ended_at
        assert not Specialist.objects.get(member=iris).is_active
    assert "Iris Petre" in admin.client().get(admin.at("settings/team/")).content.decode()

    send(f"{iris.pk}/renewal/")
    assert seat.client().get(seat.at("calendar/")).status_code == 200


def test_an_invitation_is_sent_again_withdrawn_and_accepted_by_signing_in(send, admin, visitor, mailed):  # noqa: F811
    def shown():
        page = admin.client().get(admin.at("settings/team/"))
        [about] = [one for one in page.context["here"] + page.context["gone"] if one["name"] == "Iris Petre"]
        return about["is_here"], about["roles"][0]["is_invited"], about["letter"]

    send("invitation/", IRIS)
    iris = member(admin, "iris@colleagues.example", "specialist")
    assert shown()[:2] == (True, True)
    assert "sending" in shown()[2]

    send(f"{iris.pk}/invitation/")
    with admin.scope():
        assert Effect.objects.filter(code="invitation", user=iris.user).count() == 2
    send(f"{iris.pk}/end/")
    assert shown()[:2] == (False, False)
    assert send(f"{iris.pk}/invitation/").status_code == 404

    send(f"{iris.pk}/renewal/")
    assert shown()[:2] == (True, True)
    visitor.client().post(mailed(iris.user.email))
    assert shown() == (True, False, "")
    assert send(f"{iris.pk}/invitation/").status_code == 404


def nonce_of(seat, user_id):
    with seat.scope():
        return User.objects.get(pk=user_id).session_nonce


def test_the_last_admin_stays(send, admin, cast):
    ana = member(admin, cast.ana.email, "admin")

    assert send(f"{ana.pk}/end/").status_code == 409
    assert admin.client().get(admin.at("settings/team/")).status_code == 200


def test_a_specialist_with_visits_ahead_stays_until_these_are_moved(send, admin, cast):
    ioana = member(admin, cast.ioana.member.user.email, "specialist")

    answer = send(f"{ioana.pk}/end/")

    assert answer.url.endswith(f"/specialists/{cast.ioana.pk}/absence/?all=1")
    with admin.scope():
        assert Appointment.objects.get(pk=cast.soon.pk).status == cast.soon.status
        assert Member.objects.get(pk=ioana.pk).ended_at is None


def test_only_an_admin_gets_logins_made(specialist, visitor, cast):
    from django.db import connection

    for seat in (specialist, visitor):
        with seat.scope(), connection.cursor() as cursor:
            cursor.execute("SELECT public.login_for_colleague('x@new.example', 'X')")
            assert cursor.fetchone() == (None,)
