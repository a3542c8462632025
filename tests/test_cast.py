"""What one test does to the cast's rows in memory is gone when the next begins."""

import pytest
from django.utils import timezone

from tests.cast import restore


@pytest.mark.django_db
def test_the_casts_rows_are_as_they_were_loaded(cast, admin):
    was = cast.soon.started_at
    with admin.scope():
        assert cast.soon.room
    cast.soon.started_at = timezone.now()

    restore()

    assert cast.soon.started_at == was
    assert "room" not in cast.soon._state.fields_cache
