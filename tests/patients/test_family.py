"""Family in the pages: a guardian adds and acts, an admin grants, limits and ends."""

import pytest
from django.utils import timezone

from appointments.models import Appointment, Status
from patients.models import Guardianship, LoginInvitation, PatientPerson
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.worker import run
from tests.cast import Seat

RIGHTS = ["book", "forms", "results"]


@pytest.fixture
def held(admin, cast):
    with admin.scope():
        return Guardianship.objects.get(person=cast.luca)


def family(cast, *more):
    return f"people/{cast.luca.pk}/family/" + "".join(f"{part}/" for part in more)


@pytest.mark.usefixtures("db")
class TestGuardian:
    def test_adds_a_child_who_needs_no_login_of_their_own(self, guardian):
        said = {"name": "Ada Preda", "birth_date": "2019-03-02", "relationship": "mother"}
        answer = guardian.client().post(guardian.at("my/family/"), said)

        assert answer.status_code == 302
        assert "Ada Preda" in guardian.client().get(guardian.at("my/family/")).content.decode()
        with guardian.scope() as actor:
            ada = PatientPerson.objects.get(name="Ada Preda")
            assert (ada.user_id, ada.pk in actor.books_for_ids) == (None, True)

    @pytest.mark.parametrize(
        ("field", "wrong"), [("name", "123"), ("birth_date", "2190-01-01"), ("relationship", "")]
    )
    def test_what_is_wrong_is_said_and_what_was_typed_kept(self, guardian, field, wrong):
        said = {"name": "Ada Preda", "birth_date": "2019-03-02", "relationship": "mother"} | {field: wrong}
        answer = guardian.client().post(guardian.at("my/family/"), said)

        assert answer.status_code == 422
        assert "field-error" in answer.content.decode()
        assert answer.content.decode().count("Ada Preda" if field != "name" else "123")

    def test_is_named_in_the_history_as_who_acted(self, guardian, admin, cast, held):
        visit = cast.visit_of(cast.mihai, Status.UPCOMING)
        with admin.scope():
            Guardianship.objects.filter(pk=held.pk).update(
                person_id=visit.patient_person_id, identity_check="Seen at the desk"
            )
            name = PatientPerson.objects.get(pk=visit.patient_person_id).name

        assert guardian.client().post(guardian.at(f"visits/{visit.pk}/confirmation/")).status_code == 302

        page = admin.client().get(admin.at(f"appointments/{visit.pk}/")).content.decode()
        assert f"Maria Preda, for {name}" in page

    def test_without_the_right_to_book_the_visits_page_is_there_and_its_acts_are_not(
        self, guardian, admin, cast, held
    ):
        visit = cast.visit_of(cast.mihai, Status.UPCOMING)
        with admin.scope():
            kept = {"person_id": visit.patient_person_id, "rights": ["forms"], "identity_check": "Seen"}
            Guardianship.objects.filter(pk=held.pk).update(**kept)

        client = guardian.client()
        assert client.get(guardian.at(f"visits/{visit.pk}/")).status_code == 200
        assert client.post(guardian.at(f"visits/{visit.pk}/cancellation/")).status_code == 403
        with admin.scope():
            assert Appointment.objects.get(pk=visit.pk).status == Status.UPCOMING


@pytest.mark.usefixtures("db")
class TestAdmin:
    def test_limits_what_a_guardian_may_do(self, admin, guardian, cast, held):
        said = {f"{held.pk}-rights": ["results"], f"{held.pk}-last_day": ""}
        assert admin.client().post(admin.at(family(cast, held.pk)), said).status_code == 302

        with guardian.scope() as actor:
            assert cast.luca.pk in actor.reads_results_of_ids
            assert cast.luca.pk not in actor.books_for_ids | actor.fills_in_for_ids

    def test_ends_it_and_the_next_request_finds_nothing(self, admin, guardian, cast, held):
        client = guardian.client()
        assert "Luca" in client.get(guardian.at("my/family/")).content.decode()

        admin.client().post(admin.at(family(cast, held.pk, "end")))

        assert "Luca" not in client.get(guardian.at("my/family/")).content.decode()

    def test_is_told_when_no_right_is_left(self, admin, cast, held):
        answer = admin.client().post(admin.at(family(cast, held.pk)), {})

        assert answer.status_code == 422
        assert "Choose at least one right" in answer.content.decode()

    def test_the_page_is_the_clinics_admins_alone(self, specialist, guardian, other_admin, cast):
        for seat in (specialist, guardian, other_admin):
            assert seat.client().get(seat.at(family(cast))).status_code == 404


def work(committed, admin):
    with admin.scope():
        effect = Effect.objects.filter(kind=Kind.ACCOUNT, code="invitation").latest("created_at")
    with committed.as_role("worker"):
        return run(effect.organisation_id, str(effect.pk))


def test_an_admin_lets_somebody_act_who_had_no_login(committed, admin, cast):
    said = {"name": "Ion Preda", "email": "ion@example.com", "relationship": "father", "rights": ["book"]}
    assert admin.client().post(admin.at(family(cast, "new")), said).status_code == 302

    assert work(committed, admin) == "done"
    assert work(committed, admin) == "nothing to do"

    with admin.scope():
        given = Guardianship.objects.select_related("user").get(user__email="ion@example.com")
        assert (given.name, given.rights, given.granted_by_id) == ("Ion Preda", ["book"], cast.ana.pk)
        assert Effect.objects.filter(code="portal", user=given.user).count() == 1
        seat = Seat("aurora", given.user_id, given.user.session_nonce)
    with seat.scope() as actor:
        assert actor.books_for_ids == {cast.luca.pk}


@pytest.mark.parametrize(("born", "left"), [("2015-01-01", ["book"]), ("1990-01-01", None)])
def test_who_gets_a_login_takes_over(committed, admin, guardian, cast, held, born, left):
    """Of a child the guardian still books; for a grown-up nobody acts any more, until the clinic says so again."""
    with admin.scope():
        PatientPerson.objects.filter(pk=cast.luca.pk).update(birth_date=born)
    admin.client().post(
        admin.at(family(cast, "login")),
        {"own-email": "luca@example.com", "own-identity_check": "Identity card seen"},
    )

    assert work(committed, admin) == "done"

    with admin.scope():
        luca = PatientPerson.objects.select_related("user").get(pk=cast.luca.pk)
        assert luca.user.email == "luca@example.com"
        now_is = Guardianship.objects.in_force().filter(person=luca).first()
        assert (now_is.rights if now_is else None) == left
        assert LoginInvitation.objects.get(person=luca).done_at <= timezone.now()
        seat = Seat("aurora", luca.user_id, luca.user.session_nonce)
    if left:
        seat.client().post(seat.at(f"my/family/{held.pk}/end/"))
    with guardian.scope() as actor:
        assert cast.luca.pk not in actor.person_ids
