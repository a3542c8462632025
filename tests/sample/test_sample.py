"""The sample clinics are held to the same rules as anybody's data."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.utils import timezone
from phonenumbers import is_valid_number, parse

from appointments.models import Appointment, Block, Claim, Closing, Hold, PatientServicePlan, Status
from forms.models import Consent, Form, FormTemplate, FormType
from forms.signature import broken_seals
from patients.models import PatientPerson
from restartix.core.clinics.models import Event, Organisation
from restartix.core.effects.models import Effect, Kind, State
from restartix.core.identity.models import User
from restartix.tools.local.migrated import template_database
from restartix.tools.sample import loader
from reviews.models import Alert
from tests.database import Committed, cluster, drop_database, make_database, new_name, pointed_at


@pytest.fixture(scope="module")
def sample(django_test_environment, django_db_blocker):
    """The whole sample, in an otherwise empty database, as its owner."""
    from django.core.management import call_command

    copy = Committed(new_name())
    make_database(cluster, copy.name, template=template_database(cluster))
    with django_db_blocker.unblock(), pointed_at(copy.name, "owner"):
        call_command("load_sample_clinic", verbosity=0)
        connection.cursor().execute("SET app.system_context = 'on'")
        yield copy
    drop_database(cluster, copy.name)


def test_it_is_as_large_as_promised(sample):
    visits = Appointment.objects.count()

    assert 140 <= visits <= 175
    assert Organisation.objects.count() == 2
    everywhere = set(Status.values) - {Status.INPROGRESS}  # which is there while the clinic is open
    assert set(Appointment.objects.values_list("status", flat=True)) >= everywhere
    assert set(FormTemplate.objects.values_list("type", flat=True)) == set(FormType.values)


def test_no_two_live_visits_overlap(sample):
    claims = list(Claim.objects.order_by("specialist", "blocked_from"))

    live = Appointment.objects.exclude(status__in=["cancelled", "noshow"]).count()
    assert len(claims) == live + Hold.objects.count() + Block.objects.count()
    for one, after in pairwise(claims):
        assert one.specialist_id != after.specialist_id or one.blocked_until <= after.blocked_from


def test_status_fits_the_clock_and_the_record(sample):
    now = loader.World(loader.WHOLE).now
    for visit in Appointment.objects.all():
        is_ahead = visit.started_at > now
        if visit.status in {Status.DONE, Status.NOSHOW, Status.INPROGRESS}:
            assert not is_ahead
        if visit.status in {Status.BOOKED, Status.UPCOMING, Status.CONFIRMED}:
            assert is_ahead
        assert (visit.onboarded_at is None) == (visit.status == Status.BOOKED)
        assert visit.created_at < visit.started_at


def test_done_visits_have_all_that_was_required_signed_and_intact(sample):
    for visit in Appointment.objects.filter(status=Status.DONE).prefetch_related("forms"):
        assert visit.forms.all()
        assert not visit.forms.unsigned_required()
    assert broken_seals() == []


def test_every_signed_disclaimer_has_its_consent(sample):
    signed = Form.objects.filter(type=FormType.DISCLAIMER, status="signed")

    assert set(Consent.objects.values_list("form", flat=True)) == set(signed.values_list("pk", flat=True))


def test_a_promotions_visit_brings_the_promotions_disclaimer(sample):
    promoted = Appointment.objects.filter(calendar__slug="healthy-back").exclude(status=Status.BOOKED)

    assert promoted
    for visit in promoted:
        assert visit.forms.filter(template__name="Healthy Back terms").count() == 1


def test_each_story_ends_where_its_visit_stands(sample):
    last = {"booked": "booked", "upcoming": "onboarded", "done": "completed", "noshow": "marked as no-show"}
    last |= {"confirmed": "confirmed", "inprogress": "started", "cancelled": "cancelled"}
    for visit in Appointment.objects.all():
        assert Event.objects.filter(appointment=visit).latest("at").verb == last[visit.status]


def test_alerts_are_open_and_acknowledged(sample):
    counts = Counter(alert.acknowledged_at is None for alert in Alert.objects.select_related("review"))

    assert counts[True] >= 3
    assert counts[False] >= 3
    assert all(alert.review.rating < 5 for alert in Alert.objects.select_related("review"))


def test_it_asks_nothing_of_the_outside(sample):
    asked = Effect.objects.exclude(kind=Kind.DOCUMENT)  # papers are made by the worker itself

    assert set(asked.values_list("state", flat=True)) == {State.DONE}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_q_ormq")
        assert cursor.fetchone() == (0,)


def test_nobody_in_it_can_be_reached(sample):
    mails = [*User.objects.values_list("email", flat=True)]
    mails += Appointment.objects.values_list("contact_email", flat=True)

    assert all(mail.endswith(".example") for mail in mails)
    assert all(is_valid_number(parse(person.phone)) for person in PatientPerson.objects.all())


def test_the_plan_counts_its_sessions(sample):
    plan = PatientServicePlan.objects.get()

    assert list(plan.visits.order_by("started_at").values_list("plan_session_number", flat=True)) == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


def test_loading_again_changes_nothing(sample, capsys):
    from django.core.management import call_command

    call_command("load_sample_clinic")

    assert Organisation.objects.count() == 2
    assert capsys.readouterr().out == ""


def test_a_sample_of_another_day_says_how_to_start_over(sample, capsys):
    from django.core.management import call_command

    with transaction.atomic():
        Organisation.objects.update(set_up_at=timezone.now() - timedelta(days=3))
        call_command("load_sample_clinic")
        transaction.set_rollback(True)

    assert "bin/demo --fresh starts over" in capsys.readouterr().out


def test_visits_stand_within_opening_hours_and_no_holiday(sample):
    for visit in Appointment.objects.select_related("specialist"):
        zone = visit.specialist.zone
        opens, closes = visit.started_at.astimezone(zone), visit.ended_at.astimezone(zone)
        hours = visit.specialist.weekly_hours.filter(weekday=opens.weekday(), opens__lte=opens.time())
        assert hours.filter(closes__gte=closes.time()).exists(), opens
        assert not visit.specialist.overrides.filter(date=opens.date()).exists(), opens
        assert not Closing.objects.filter(organisation=visit.organisation, date=opens.date()).exists(), opens
    for clinic in Organisation.objects.all():
        assert clinic.closing_set.filter(date__month=12, date__day=25, is_holiday=True).exists()
