"""Several people of one family share an address or a phone. Nobody's record is touched by another's booking."""

import pytest

from appointments.models import Appointment
from patients.models import Guardianship, PatientPerson
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.worker import run
from tests.bookings import booked
from tests.cast import Seat

MOTHER = "carmen@families.example"


@pytest.fixture
def family(committed, cast, visitor, admin):
    """Book for somebody with the mother's address, have Ana take it on as said, and let the worker work."""

    def take_on(name, *, of, person="new", relationship="", times=1, **typed):
        visit = booked(cast, visitor, name, email=typed.pop("email", MOTHER), **typed)
        chosen = {"person": person, "login_of": of, "relationship": relationship}
        answer = admin.client().post(admin.at(f"appointments/{visit.pk}/onboarding/"), chosen)
        assert answer.status_code == 302, answer.content.decode()
        for _ in range(times):
            keep_account(committed, admin, visit)
        with admin.scope():
            return Appointment.objects.select_related("patient_person").get(pk=visit.pk)

    return take_on


def keep_account(committed, admin, visit):
    with admin.scope():
        effect = Effect.objects.filter(appointment=visit, kind=Kind.ACCOUNT).latest("created_at")
        Effect.objects.filter(pk=effect.pk).update(state="pending")
    with committed.as_role("worker"):
        assert run(visit.organisation_id, str(effect.pk)) == "done"


def login(committed, email):
    found = committed.connect("superuser").execute(
        "SELECT id, session_nonce FROM identity_user WHERE email = %s", [email]
    )
    row = found.fetchone()
    return Seat("aurora", *row) if row else None


def acts_for(seat):
    with seat.scope() as actor:
        return actor.person_ids


def test_a_mother_and_her_child_are_two_records_and_she_sees_both(committed, family):
    own = family("Carmen Ilie", of="patient")
    child = family("Ilinca Ilie", of="guardian", relationship="mother", booked_by="Carmen Ilie")

    assert own.patient_person_id != child.patient_person_id
    mother = login(committed, MOTHER)
    assert acts_for(mother) == {own.patient_person_id, child.patient_person_id}
    with mother.scope():
        assert set(Appointment.objects.values_list("pk", flat=True)) == {own.pk, child.pk}


def test_a_child_in_care_has_no_login_of_its_own(family, admin):
    child = family("Ilinca Ilie", of="guardian", relationship="mother", booked_by="Carmen Ilie")

    with admin.scope():
        assert PatientPerson.objects.get(pk=child.patient_person_id).user_id is None
        [care] = Guardianship.objects.filter(person=child.patient_person_id)
    assert (care.relationship, sorted(care.rights)) == ("mother", sorted(Guardianship.Right.values))
    assert care.granted_by_id == admin.user_id


def test_however_often_it_runs_there_is_one_guardianship(family, admin):
    child = family("Ilinca Ilie", of="guardian", times=3)
    again = family("Ilinca Ilie", of="guardian", person=str(child.patient_person_id), times=2)

    assert again.patient_person_id == child.patient_person_id
    with admin.scope():
        assert Guardianship.objects.filter(person=child.patient_person_id).count() == 1


def test_what_was_revoked_stays_so_however_often_it_runs(committed, family, admin, cast):
    child = family("Ilinca Ilie", of="guardian")
    with admin.scope():
        Guardianship.objects.filter(person=child.patient_person_id).update(revoked_at=cast.world.now)

    keep_account(committed, admin, child)

    assert acts_for(login(committed, MOTHER)) == set()


def test_twins_under_one_login_are_two_persons(committed, family):
    first = family("Ana Ilie", of="patient")
    second = family("Ada Ilie", of="patient")

    assert first.patient_person_id != second.patient_person_id
    assert acts_for(login(committed, MOTHER)) == {first.patient_person_id, second.patient_person_id}


def test_the_address_of_a_patients_login_may_become_a_guardians_for_another(committed, family, cast, admin):
    """Elena's login exists; she brings her father, who has none."""
    father = family("Traian Ionescu", of="guardian", relationship="daughter", email=cast.elena.user.email)

    with admin.scope():
        assert PatientPerson.objects.get(pk=father.patient_person_id).user_id is None
        assert PatientPerson.objects.get(pk=cast.elena.pk).user_id == cast.elena.user_id
    assert acts_for(login(committed, cast.elena.user.email)) == {cast.elena.pk, father.patient_person_id}


def test_a_login_that_a_person_has_stays_theirs(committed, family, cast, admin):
    """Elena books with another address of hers: her record keeps its login, the new address gets none."""
    family("Elena Ionescu", of="patient", person="new", email="elsewhere@families.example")
    linked = booked_as_elena(family, cast)

    assert linked.patient_person_id == cast.elena.pk
    with admin.scope():
        assert PatientPerson.objects.get(pk=cast.elena.pk).user_id == cast.elena.user_id


def booked_as_elena(family, cast):
    return family(
        "Elena Ionescu", of="patient", person=str(cast.elena.pk), email="new@families.example",
        phone=cast.elena.phone,
    )  # fmt: skip


def test_nobody_gets_a_login_where_none_was_chosen(committed, family):
    family("Traian Ilie", of="nobody", email="nobody@families.example")

    assert login(committed, "nobody@families.example") is None


def test_the_same_phone_makes_nobody_the_same(family, admin, cast):
    visit = family("Somebody Else", of="patient", email="else@families.example", phone=cast.mihai.phone)

    assert visit.patient_person_id != cast.mihai.pk
    with admin.scope():
        mihai = PatientPerson.objects.get(pk=cast.mihai.pk)
    assert (mihai.name, mihai.user_id) == (cast.mihai.name, cast.mihai.user_id)
