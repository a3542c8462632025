import pytest
from django.db import connection


@pytest.fixture
def ask(db):
    """Rows of one query, as the web's role."""

    def rows(query, *values):
        with connection.cursor() as cursor:
            cursor.execute(query, values or None)
            return cursor.fetchall()

    return rows
