"""B16: the name and birth date of a patient are corrected with a reason, by the clinic that made the record."""

from datetime import date

import pytest

from patients.changes import ProfileChange
from patients.models import PatientPerson
from restartix.core.clinics.models import Event

WHY = "As the identity card says."


@pytest.mark.django_db
def test_name_and_birth_date_are_corrected_with_a_reason(admin, cast, press):
    page = admin.client().get(admin.at(f"people/{cast.elena.pk}/"))
    assert admin.at(f"people/{cast.elena.pk}/identity/") in page.text

    landed = press(
        admin, f"people/{cast.elena.pk}/identity/", name="Elena  Ionesco", birth_date="1981-02-03", reason=WHY
    )

    assert landed.status_code == 302
    with admin.scope():
        person = PatientPerson.objects.get(pk=cast.elena.pk)
        assert (person.name, person.birth_date) == ("Elena Ionesco", date(1981, 2, 3))
        assert {"name", "birth_date"} <= set(
            ProfileChange.objects.filter(person=person).values_list("attribute", flat=True)
        )
        event = Event.objects.filter(appointment=cast.soon, verb="identity corrected").get()
    assert (event.reason, event.details) == (WHY, {"changed": ["birth_date", "name"]})
    told = admin.client().get(admin.at(f"people/{cast.elena.pk}/identity/"))
    assert told.text.count(WHY) == 1, "once, however many visits are ahead"


@pytest.mark.django_db
def test_it_takes_a_reason_and_nobody_but_an_admin_may(admin, specialist, cast, press):
    path = f"people/{cast.elena.pk}/identity/"

    assert press(admin, path, name="Elena", reason="").status_code == 422
    assert press(specialist, path, name="Elena", reason=WHY).status_code == 404


def test_a_person_whom_another_clinic_made_is_theirs_to_correct(admin, cast, press, committed):
    with committed.connect("owner") as owner:
        owner.execute("SELECT set_config('app.system_context', 'on', false)")
        owner.execute(
            "UPDATE patients_patientperson SET made_by_id = %s WHERE id = %s",
            [cast.riverside.organisation.pk, cast.mihai.pk],
        )

    page = admin.client().get(admin.at(f"people/{cast.mihai.pk}/identity/"))
    refused = press(admin, f"people/{cast.mihai.pk}/identity/", name="Other", reason=WHY)

    assert "the clinic that registered them first" in page.text
    assert refused.status_code == 422
    with admin.scope():
        assert PatientPerson.objects.get(pk=cast.mihai.pk).name == cast.mihai.name


def test_those_alike_are_looked_for_in_indexes(committed):
    asked = "EXPLAIN SELECT 1 FROM patients_patientperson p WHERE"
    with committed.connect("superuser") as database:
        database.execute("SET enable_seqscan = off")
        for where, index in (
            ("p.birth_date = '1984-03-09'", "person_by_birth"),
            ("public.name_key(p.name) = 'andrei stefan tepes'", "person_by_name_key"),
        ):
            assert index in str(database.execute(f"{asked} {where}").fetchall())
