"""What a button is asked before it is offered: `refusal` says no exactly where the verb itself does."""

import pytest
from django.db import transaction
from django.utils.translation import override

from appointments.models import Appointment, Status
from restartix.core.refusals import NotNow, NotYours, Refusal
from restartix.core.verbs import refusal
from tests.cast import Seat
from tests.lifecycle.test_verbs import AHEAD, PAST, TABLE, seats  # noqa: F401 (a fixture)
from tests.making import night


@pytest.mark.parametrize("days", [AHEAD, PAST])
@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("verb", TABLE)
def test_it_is_none_exactly_when_the_verb_succeeds(db, make_visit, seats, verb, status, days):  # noqa: F811
    visit = make_visit(status, at=night(days))
    everybody = {**seats, "link": Seat("aurora", link=visit.link_token)}

    for who, seat in everybody.items():
        asked, said = asked_and_said(seat, visit, verb)

        assert (type(asked), str(asked)) == (type(said), str(said)), who


def asked_and_said(seat, visit, verb):
    """What `refusal` answers, and then what the verb raises; undone. A row that isn't there to be seen refuses both."""
    with transaction.atomic(), seat.scope() as actor:
        row = Appointment.objects.filter(pk=visit.pk).first()
        asked = said = None
        if row is not None:
            asked = refusal(row, verb, actor)
            try:
                getattr(row, verb)(by=actor, **TABLE[verb].details)
            except Refusal as refused:
                said = refused
        transaction.set_rollback(True)
    return asked, said


def test_a_removed_visit_refuses_what_would_bring_it_back(db, make_visit, admin):
    visit = make_visit(Status.CANCELLED, at=night(PAST))
    with admin.scope() as ana:
        visit.remove(by=ana, reason="A test booking.")

        for verb in ("reinstate", "correct", "remove", "renew_link", "correct_person"):
            assert str(refusal(visit, verb, ana)) == "This visit was removed. Restore it first."
        assert refusal(visit, "restore", ana) is None


def test_who_asks_is_answered_before_the_status(db, make_visit, admin, patient):
    visit = make_visit(Status.DONE, at=night(PAST))

    with admin.scope() as ana:
        assert isinstance(refusal(visit, "confirm", ana), NotNow)
    with patient.scope() as stranger:
        assert isinstance(refusal(visit, "confirm", stranger), NotYours)


def test_the_sentence_is_written_in_the_readers_language(db, make_visit, admin):
    visit = make_visit(Status.UPCOMING, at=night(PAST))

    with admin.scope() as ana, override("ro"):
        assert str(refusal(visit, "confirm", ana)) == "Această consultație s-a încheiat deja."
