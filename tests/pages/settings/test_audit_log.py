"""The log's page: who opened and changed what, for admins, of one patient, visit or day."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from patients.models import PatientPerson
from restartix.pages.settings.audit_columns import COLUMNS, UNTOLD
from restartix.pages.settings.audit_log import A_PAGE
from restartix.pages.settings.audit_wording import THINGS

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(admin):
    def get(asked=""):
        return admin.client().get(admin.at(f"settings/log/{asked}"))

    return get


def rename(admin, person, *names):
    with admin.scope():
        for name in names:
            PatientPerson.objects.filter(pk=person.pk).update(name=name)


def told(page):
    return [(line.who, line.what, line.person, line.parts) for line in page.context["lines"]]


def test_a_change_is_told_in_words_the_latest_first(admin, read, cast):
    rename(admin, cast.mihai, "Mihai Stan")
    admin.client().get(admin.at(f"appointments/{cast.soon.pk}/"))

    first, second = told(read())[:2]

    assert first == ("Ana Dumitrescu", "Opened the visit", "Elena Ionescu", "")
    assert second == ("Ana Dumitrescu", "Changed the person", "Mihai Stan", "name")


def test_of_one_patient_by_id_or_by_name(admin, read, cast):
    rename(admin, cast.mihai, "Mihai Stanciulescu")
    rename(admin, cast.elena, "Elena Ionesco")

    for asked in (f"?person={cast.mihai.pk}", "?name=Stanciulescu"):
        assert {line.person_id for line in read(asked).context["lines"]} == {cast.mihai.pk}


def test_of_one_visit(admin, read, cast):
    admin.client().post(admin.at(f"appointments/{cast.soon.pk}/confirmation/"))

    lines = read(f"?visit={cast.soon.pk}").context["lines"]

    assert lines
    assert {line.visit for line in lines} == {cast.soon.pk}
    assert any(line.what == "Changed the visit" and "status" in line.parts for line in lines)


def test_of_one_day_on_the_clinics_clock(admin, read, cast):
    rename(admin, cast.mihai, "Mihai Stan")
    today = timezone.now().astimezone(cast.aurora.organisation.zone).date()

    assert told(read(f"?person={cast.mihai.pk}&day={today}"))
    assert told(read(f"?person={cast.mihai.pk}&day={today + timedelta(days=1)}")) == []


def test_page_after_page_and_each_entry_once(admin, read, cast):
    rename(admin, cast.mihai, *(f"Mihai {'I' * number}" for number in range(1, A_PAGE + 9)))

    first = read(f"?person={cast.mihai.pk}")
    second = read(first.context["older_url"])

    with admin.scope():
        from restartix.core.clinics.models import Audit

        whole = Audit.objects.filter(person_id=cast.mihai.pk).count()
    assert len(first.context["lines"]) == A_PAGE
    assert len(second.context["lines"]) == whole - A_PAGE
    assert not second.context["older_url"]


def test_more_entries_cost_no_more_questions(admin, read, cast):
    rename(admin, cast.mihai, "Mihai I")
    with CaptureQueriesContext(connection) as few:
        read(f"?person={cast.mihai.pk}")
    rename(admin, cast.mihai, *(f"Mihai {'X' * number}" for number in range(1, 30)))
    with CaptureQueriesContext(connection) as many:
        read(f"?person={cast.mihai.pk}")

    assert len(many) == len(few)


@pytest.mark.parametrize(
    "asked",
    ["?day=nonsense", "?day=9999-12-31", "?day=0001-01-01", "?visit=x", f"?visit={2**70}", "?person=x", "?before=x",
     "?before=999999999", "?name=%00"],
)  # fmt: skip
def test_nonsense_in_the_address_is_no_trouble(read, asked):
    assert read(asked).status_code == 200


def test_it_is_the_admins_alone_and_their_own_clinics(specialist, patient, other_admin, admin, cast):
    rename(admin, cast.mihai, "Mihai Stan")

    assert specialist.client().get(specialist.at("settings/log/")).status_code == 404
    assert patient.client().get(patient.at("settings/log/")).status_code == 404
    theirs = other_admin.client().get(other_admin.at(f"settings/log/?person={cast.mihai.pk}"))
    assert theirs.context["lines"] == []
    assert "Mihai" not in theirs.content.decode()


def test_every_table_that_the_log_watches_has_its_words():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audited'")
        watched = {table for (table,) in cursor.fetchall()}

    assert len(watched) > 40
    assert watched - THINGS.keys() == set()


def test_each_column_of_them_has_words_or_is_left_out():
    columns = {
        field.column
        for model in apps.get_models()
        if model._meta.db_table in THINGS
        for field in model._meta.concrete_fields
        if not field.primary_key
    }

    assert len(columns) > 150
    assert columns - COLUMNS.keys() - UNTOLD == set()
    assert (COLUMNS.keys() | UNTOLD) - columns == set(), "stale"
    assert COLUMNS.keys() & UNTOLD == set()
