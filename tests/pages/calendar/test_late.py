"""A visit that was cancelled after the cut-off says so wherever it is listed."""

import pytest

from appointments.models import Appointment, Status
from restartix.core.clock import Clock
from restartix.pages.calendar.grid_cells import cells_of
from restartix.pages.calendar.visit_rows import VisitRow
from restartix.pages.desk.history_wording import late_word

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.urls("restartix.config.clinic_urls")]


@pytest.mark.parametrize(
    ("late", "said"), [(True, "Cancelled late"), (False, "Cancelled"), (None, "Cancelled")]
)
def test_a_late_cancellation_is_marked_in_calendar_and_lists(cast, late, said):
    soon, clock = cast.soon, Clock(cast.aurora.organisation.zone)
    whose = (soon.specialist_id, soon.service_id, 0, 0)
    line = VisitRow(soon.pk, soon.started_at, soon.ended_at, Status.CANCELLED, *whose, late, "Elena")

    (cell,) = cells_of([line], clock, services={}, here={})

    assert cell.word == said
    assert (late_word(Appointment(cancelled_late=late)) or "Cancelled") == said
