"""The lifecycle is said twice, in Python and in SQL. Both say the same, and SQL has the last word."""

import pytest
from django.db import IntegrityError, connection, transaction

from appointments.models import Appointment, Status
from restartix.core.clinics.scope import enter
from restartix.core.refusals import violated_constraint

ALL = list(Status.values)
# What needs more than a status: a new time, or never having been taken on (the cast's visits were).
NOT_BY_ITSELF = {"confirmed": {"upcoming"}, "cancelled": {"booked"}, "noshow": {"booked"}}


def moves(ask_by_patient=False):
    where = " WHERE by_patient" if ask_by_patient else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT source, target FROM public.appointment_moves(){where}")
        return set(cursor.fetchall())


def transitions():
    field = Appointment._meta.get_field("status")
    return {
        (str(one.source), str(target))
        for one in field.get_all_transitions(Appointment)
        for target in getattr(one.target, "allowed_states", None) or [one.target]
        if one.source != target
    }


def test_the_database_knows_the_same_moves_as_the_state_machine(db):
    assert moves() == transitions()


def test_a_patient_confirms_moves_and_cancels_and_nothing_else(db):
    assert moves(ask_by_patient=True) == {
        ("upcoming", "confirmed"),
        ("confirmed", "upcoming"),
        ("booked", "cancelled"),
        ("upcoming", "cancelled"),
        ("confirmed", "cancelled"),
    }


def attempt(visit, target):
    """Past the state machine, as careless code would. True when the database let it."""
    try:
        with transaction.atomic():
            changed = Appointment.objects.filter(pk=visit.pk).update(status=target)
    except IntegrityError as error:
        if violated_constraint(error) == "one_promise_at_a_time":
            return True
        if violated_constraint(error) not in {"legal_move", "legal_change"}:
            raise
        return False
    return bool(changed)


@pytest.mark.parametrize("source", ALL)
def test_an_admin_makes_no_illegal_move_even_by_hand(db, admin, cast, source):
    visit = cast.visit(source)
    allowed = {target for start, target in moves() if start == source} - NOT_BY_ITSELF.get(source, set())

    with admin.scope():
        made = {target for target in ALL if target != source and tried_and_undone(visit, target)}

    assert made == allowed


@pytest.mark.parametrize("source", [Status.BOOKED, Status.UPCOMING, Status.CONFIRMED])
def test_a_link_makes_only_a_patients_moves(db, cast, source):
    from tests.cast import Seat

    visit = cast.visit(source)
    possible = {target for start, target in moves(ask_by_patient=True) if start == source}
    allowed = possible - NOT_BY_ITSELF.get(source, set())

    with Seat("aurora", link=visit.link_token).scope():
        made = {target for target in ALL if target != source and tried_and_undone(visit, target)}

    assert made == allowed


def tried_and_undone(visit, target):
    with transaction.atomic():
        made = attempt(visit, target)
        transaction.set_rollback(True)
    return made


@pytest.mark.parametrize("column", ["ended_at", "price", "contact_email", "link_hash", "deleted_at"])
def test_a_link_changes_nothing_else_about_its_visit(db, by_link, cast, column):
    value = {
        "price": 1,
        "contact_email": "x@patients.example",
        "link_hash": "b" * 64,
    }
    with (
        by_link.scope(),
        pytest.raises(Exception, match=r"patient's to change|an admin removes|row-level security"),
    ):
        Appointment.objects.filter(pk=cast.soon.pk).update(**{column: value.get(column, cast.world.now)})


def test_no_visit_is_deleted(db, admin, cast):
    with admin.scope(), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Appointment.objects.filter(pk=cast.soon.pk)._raw_delete("default")


def test_a_visit_whose_session_was_lost_is_not_moved(db, cast):
    enter(slug="aurora")

    assert Appointment.objects.filter(pk=cast.soon.pk).update(status=Status.CANCELLED) == 0
