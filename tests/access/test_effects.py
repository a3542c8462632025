"""What may be asked of the worker: only what concerns a visit that the asker may see."""

import pytest
from django.db import ProgrammingError, transaction

from restartix.core.effects.models import Effect, Kind

pytestmark = pytest.mark.django_db


def ask(visit):
    with transaction.atomic():
        return Effect.objects.create(
            kind=Kind.MAIL,
            code="cancelled",
            subject=f"test:{visit.pk}",
            organisation_id=visit.organisation_id,
            appointment_id=visit.pk,
        )


def test_a_visitor_asks_for_nothing_about_somebody_elses_visit(visitor, cast):
    with visitor.scope(), pytest.raises(ProgrammingError):
        ask(cast.soon)


def test_the_visits_own_link_may_ask(by_link, cast):
    with by_link.scope():
        assert ask(cast.soon).state == "pending"
