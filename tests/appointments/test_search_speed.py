"""Search looks in its indexes, however many people there are; a scan would be slow only at a real clinic."""

import pytest
from django.db import connection

from appointments.search import find_persons

MANY = 4000


@pytest.fixture
def crowd(committed, cast):
    """People enough for the planner to care."""
    owner = committed.connect("superuser")
    owner.execute(
        "INSERT INTO patients_patientperson (id, made_by_id, name, phone, link_hash, created_at)"
        " SELECT gen_random_uuid(), %s, 'Person ' || md5(n::text), '+40' || 700000000 + n, '', now()"
        " FROM generate_series(1, %s::int) n",
        [cast.aurora.organisation.pk, MANY],
    )
    owner.execute("VACUUM ANALYZE patients_patientperson")


@pytest.mark.usefixtures("crowd")
def test_no_search_reads_every_person(admin, specialist):
    for seat in (admin, specialist):
        for asked in ("elena ionescu", "elna ionsecu", "0700 000 123", "elena@patients.example"):
            with seat.scope():
                find_persons(asked)

                assert whole_reads() == 0, asked


def whole_reads():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'patients_patientperson'"
        )
        return cursor.fetchone()[0]
