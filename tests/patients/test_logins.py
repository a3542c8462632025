"""Whose login a person is, is for the worker to say: the database refuses it from the web, whoever is in scope."""

import pytest
from django.db import transaction

from patients.models import PatientPerson
from restartix.core.clinics.scope import scope
from restartix.core.refusals import violated_constraint


def claimed(row, **columns):
    """What becomes of linking a person to a login (or a clinic) with a plain update."""
    with transaction.atomic():
        return PatientPerson.objects.filter(pk=row.pk).update(**columns)


@pytest.mark.django_db
def test_an_admin_can_not_make_themselves_a_patient(admin, cast):
    for columns in ({"user": cast.ana}, {"made_by": cast.riverside.organisation}):
        with admin.scope(), pytest.raises(Exception) as refused:
            claimed(cast.luca, **columns)
        assert "permission denied" in str(refused.value)


@pytest.mark.django_db
def test_a_person_can_not_be_made_with_a_login(admin, cast):
    with admin.scope(), pytest.raises(Exception) as refused, transaction.atomic():
        PatientPerson.objects.create(made_by=cast.aurora.organisation, name="Ana", user=cast.ana)
    assert violated_constraint(refused.value) == "login_is_linked"


@pytest.mark.django_db
def test_a_name_may_still_be_put_right(admin, cast):
    with admin.scope():
        assert claimed(cast.luca, name="Luca Ioan Preda") == 1


def test_the_worker_links_it(committed, cast):
    with committed.as_role("worker"), scope(organisation_id=cast.aurora.organisation.pk):
        assert claimed(cast.luca, user=cast.maria.user) == 1
