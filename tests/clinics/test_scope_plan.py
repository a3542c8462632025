"""What a connection was asked first must not decide how it finds a visit by its link ever after."""

from django.db import connection, transaction

from restartix.core.clinics.scope import enter

READ = """
    SELECT coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0) FROM pg_stat_xact_user_tables
    WHERE relname = 'appointments_appointment'
"""


def rows_read():
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return cursor.fetchone()[0]


def test_a_clinics_page_after_checks_of_health_reads_no_visits(committed, cast):
    connection.close()  # what an earlier one has planned is its own
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # as on a table of a million visits
        for _ in range(8):
            enter(slug="")
        before = rows_read()
        enter(slug="aurora")

        assert rows_read() == before
