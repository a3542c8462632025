"""The private link: what it opens and when, and that its token is nowhere else."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import Status
from restartix.core.clinics.scope import link_hash
from tests.cast import Seat


@pytest.fixture
def change(committed):
    """Change a row, as the owner may."""
    owner = committed.connect("owner")
    owner.execute("SET app.system_context = 'on'")

    def make(table, key, column, value, visit):
        owner.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [value, visit.pk])

    return make


def opened(visit):
    """What the link acts for now: the visit, its review, or nothing."""
    with Seat("aurora", link=visit.link_token).scope() as actor:
        return actor.link_appointment_id, actor.review_appointment_id


def test_each_age_of_a_visit_has_its_own_link(committed, cast, change):
    done = cast.visit(Status.DONE)
    assert opened(cast.soon) == (cast.soon.pk, None)
    assert opened(done) == (None, done.pk)

    owner = committed.connect("owner")
    owner.execute("SET app.system_context = 'on'")
    owner.execute(
        "INSERT INTO reviews_review (id, organisation_id, appointment_id, rating, comment, given_at) "
        "VALUES (gen_random_uuid(), %s, %s, 5, '', %s)",
        [done.organisation_id, done.pk, timezone.now() - timedelta(hours=23)],
    )
    assert opened(done) == (None, done.pk)
    change("reviews_review", "appointment_id", "given_at", timezone.now() - timedelta(hours=25), done)
    assert opened(done) == (None, None)

    change("appointments_appointment", "id", "link_hash", link_hash("another"), cast.soon)
    assert opened(cast.soon) == (None, None)


def test_the_token_is_in_no_log_no_referer_and_no_address_that_follows(db, cast, caplog, visitor):
    client, token = visitor.client(), cast.soon.link_token
    with caplog.at_level(logging.DEBUG):
        exchanged = client.get(f"/aurora/v/{cast.soon.pk}/{token}/")
        dead = client.get(f"/aurora/v/{cast.soon.pk}/{'0' * 64}/")

    assert token not in exchanged["Location"]
    assert exchanged["Referrer-Policy"] == dead["Referrer-Policy"] == "no-referrer"
    shown = client.get(exchanged["Location"])
    assert token not in shown.content.decode()
    assert "0" * 64 not in "".join(
        record.getMessage() for record in caplog.records if record.levelno >= logging.INFO
    )
