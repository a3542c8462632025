"""Whatever changes a clinical row is written down by the database, and stays so."""

import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege, RestrictViolation

from appointments.models import Appointment, Service
from patients.models import PatientPerson
from restartix.core.clinics.models import Audit, Event


def test_a_change_is_written_down_with_its_columns_and_no_values(db, admin, cast):
    with admin.scope():
        PatientPerson.objects.filter(pk=cast.mihai.pk).update(name="Somebody Else")

        kept = Audit.objects.filter(person_id=cast.mihai.pk).latest("pk")
        assert (kept.action, kept.table_name, kept.columns) == ("update", "patients_patientperson", ["name"])
        assert (kept.actor_user_id, kept.database_role) == (cast.ana.pk, "restartix_app")
        assert not kept.by_link


def test_a_verb_by_a_link_is_written_down_as_such(db, by_link, admin, cast):
    with by_link.scope() as actor:
        Appointment.objects.get(pk=cast.soon.pk).confirm(by=actor)

    with admin.scope():
        kept = Audit.objects.filter(
            appointment_id=cast.soon.pk, table_name="appointments_appointment"
        ).latest("pk")
        told = Event.objects.filter(appointment=cast.soon).latest("at")
    assert kept.by_link
    assert kept.actor_user_id is None
    assert (told.verb, told.actor_kind) == ("confirmed", "link")


def test_changing_nothing_writes_nothing(db, admin, cast):
    with admin.scope():
        before = Audit.objects.count()
        service = Service.objects.get(pk=cast.soon.service_id)
        Service.objects.filter(pk=service.pk).update(name=service.name)

        assert Audit.objects.count() == before


@pytest.mark.parametrize("table", ["organisations_audit", "organisations_event"])
@pytest.mark.parametrize("act", ["UPDATE {} SET at = now()", "DELETE FROM {}"])
def test_nobody_rewrites_history(shared, table, act):
    for role in ("app", "worker", "owner"):
        try:
            changed = connection_of(shared, role).execute(act.format(table)).rowcount
        except (InsufficientPrivilege, RestrictViolation):
            changed = 0
        assert changed == 0


def connection_of(shared, role):
    connection = shared.connect(role)
    if role == "owner":
        connection.execute("SET app.system_context = 'on'")
    return connection


def test_a_connection_that_is_kept_remembers_nobody(db, patient, visitor):
    with patient.scope():
        assert Appointment.objects.exists()

    with visitor.scope():
        assert not Appointment.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.current_user_id()")
            assert cursor.fetchone() == (None,)
