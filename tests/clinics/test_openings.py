"""Whoever opens a record is written down, and nobody else in their place; the log itself is out of reach."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import get_resolver
from psycopg.errors import InsufficientPrivilege

from restartix.core.clinics.models import Audit
from restartix.core.web.access_log import log_opening


def opened(admin, **about):
    with admin.scope():
        return list(
            Audit.objects.filter(action="open", **about)
            .order_by("pk")
            .values_list("table_name", "actor_user_id")
        )


@pytest.mark.django_db
class TestOpening:
    def test_the_visits_page_its_session_and_its_forms(self, admin, specialist, cast):
        visit = cast.soon
        with admin.scope():
            form = visit.forms.first()
        for path in ("", "session/", f"forms/{form.pk}/"):
            assert (
                specialist.client().get(specialist.at(f"appointments/{visit.pk}/{path}")).status_code == 200
            )

        told = opened(admin, appointment_id=visit.pk, person_id=cast.elena.pk)

        assert told == [(what, specialist.user_id) for what in ("visit", "session", "forms")]

    def test_the_same_again_at_once_is_one_opening_and_somebody_elses_another(self, admin, specialist, cast):
        for seat in (specialist, specialist, admin):
            seat.client().get(seat.at(f"appointments/{cast.soon.pk}/"))

        assert opened(admin, appointment_id=cast.soon.pk) == [
            ("visit", specialist.user_id),
            ("visit", admin.user_id),
        ]

    def test_what_is_not_found_was_not_opened(self, admin, other_admin, cast):
        assert other_admin.client().get(other_admin.at(f"appointments/{cast.soon.pk}/")).status_code == 404

        assert opened(admin) == opened(other_admin) == []

    def test_patients_and_links_open_their_own_without_a_line(self, admin, patient, by_link, cast):
        for seat in (patient, by_link):
            assert seat.client().get(seat.at(f"visits/{cast.soon.pk}/")).status_code == 200
            with seat.scope():
                log_opening("visit", visit=cast.soon.pk)

        assert opened(admin) == []

    def test_nobody_of_another_clinic_is_ever_written_down(self, admin, other_admin, cast):
        with other_admin.scope():
            log_opening("visit", visit=cast.soon.pk)
            log_opening("person", person=cast.elena.pk)

        assert opened(admin) == opened(other_admin) == []

    def test_only_records_are_opened(self, admin, cast):
        with admin.scope(), pytest.raises(Exception, match="opened_is_a_record"), transaction.atomic():
            log_opening("anything", visit=cast.soon.pk)

    def test_a_page_of_a_record_says_that_it_is_one(self):
        found = {entry.name for entry in _entries() if getattr(entry.callback, "opens", None)}

        assert {"appointment", "session", "desk_form", "desk_document"} <= found


def _entries():
    def below(resolver):
        for entry in resolver.url_patterns:
            yield from below(entry) if hasattr(entry, "url_patterns") else [entry]

    return list(below(get_resolver("restartix.config.clinic_urls")))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act",
    [
        "INSERT INTO organisations_audit (at, by_link, database_role, table_name, row_id, action, columns) "
        "VALUES (now(), false, 'x', 'visit', '1', 'open', '[]')",
        "UPDATE organisations_audit SET actor_user_id = NULL",
        "DELETE FROM organisations_audit",
        "TRUNCATE organisations_audit",
        "ALTER TABLE organisations_audit DISABLE TRIGGER ALL",
        "DROP TABLE organisations_audit",
    ],
)
def test_the_web_writes_changes_and_empties_nothing_there(admin, act):
    with admin.scope(), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


@pytest.mark.parametrize(
    "act", ["INSERT INTO organisations_audit DEFAULT VALUES", "TRUNCATE organisations_audit"]
)
def test_nor_does_the_worker(committed, act):
    with pytest.raises(InsufficientPrivilege):
        committed.connect("worker").execute(act)
