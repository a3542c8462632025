"""The real worker's processes, each killed (-9) at another boundary between two steps of an onboarding.

The next worker ends what they began: done, or failed for all to see with a retry that works. Nothing is made twice.
"""

import time

import pytest
from django.db.models import Q

from patients.models import PatientPerson
from restartix.core.effects.models import Effect, Kind, State
from restartix.tools.local.servers import start_worker
from restartix.tools.local.shared import surroundings_for_tests
from tests.bookings import booked
from tests.database import cluster
from tests.flows.test_onboarding_trouble import outside, step  # noqa: F401 (a fixture)
from tests.reaper import BOUNDARIES, MOMENTS, REFUSED, Reaper
from tests.standins.clerk import KEY as CLERK_KEY
from tests.standins.daily import KEY as DAILY_KEY
from tests.standins.smtp import Postbox
from videocall.models import VideoRoom

PATIENCE = 120


@pytest.fixture
def visits(committed, cast, visitor, admin, outside):  # noqa: F811
    """A visit for each moment, and one more, taken on by Ana; accounts, rooms and her letters are to be done."""
    made = {}
    for number, named in enumerate([*MOMENTS, REFUSED]):
        visit = booked(
            cast, visitor, email=f"visitor-{number}@visitors.example", phone=f"+4072123450{number}"
        )
        assert admin.client().post(admin.at(f"appointments/{visit.pk}/onboarding/")).status_code == 302
        made[named] = visit
    committed.connect("superuser").execute(
        "UPDATE effects_effect SET state = 'done' WHERE kind = 'mail' AND code <> 'onboarded'"
    )
    return made


@pytest.fixture
def reaper(committed, visits, outside):  # noqa: F811
    reaper = Reaper(committed, visits)
    for kind, standin in outside.items():
        reaper.watch(kind, standin)
    yield reaper
    if reaper.worker:
        reaper.kill_the_rest()


@pytest.fixture
def postbox(reaper):
    with Postbox(reaper.take) as postbox:
        yield postbox


@pytest.fixture
def begin(committed, reaper, outside, postbox, tmp_path):  # noqa: F811
    """Start a worker; call it again for the next one."""
    clerk, daily = outside[Kind.ACCOUNT], outside[Kind.ROOM]
    told = {
        "CLERK_SECRET_KEY": CLERK_KEY,
        "CLERK_PUBLISHABLE_KEY": "pk_test_standin",
        "CLERK_JWT_KEY": clerk.signing_key.public_pem,
        "CLERK_API_URL": clerk.url,
        "DAILY_API_KEY": DAILY_KEY,
        "DAILY_API_URL": daily.url,
        "EMAIL_URL": postbox.url,
        "WORKERS": "2",
    }

    def start():
        reaper.worker = start_worker(surroundings_for_tests(cluster, committed.name, **told), tmp_path)

    return start


def until(is_so, reaper, begin):
    """A worker of which a part was killed ends; it is started anew, as compose and systemd would."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if reaper.worker.has_ended:
            begin()
        assert time.monotonic() < deadline, reaper.worker.last_words(40)
        time.sleep(0.1)


def pass_the_time(committed):
    """What dead processes held is held no longer, and everything is due."""
    committed.connect("superuser").execute(
        "UPDATE effects_effect SET next_attempt_at = now(), "
        "lease_until = CASE WHEN lease_until IS NULL THEN NULL ELSE now() - interval '1 second' END "
        "WHERE state = 'pending'"
    )


def test_killed_at_every_boundary_each_is_done_once_or_failed_with_a_retry(
    committed, admin, visits, reaper, begin
):
    def effects(**which):
        wanted = Q(kind__in=[Kind.ACCOUNT, Kind.ROOM]) | Q(kind=Kind.MAIL, code="onboarded")
        return Effect.objects.filter(wanted, appointment__in=visits.values(), **which)

    def all_ended():
        with admin.scope():
            return not effects(state=State.PENDING).exists()

    begin()
    until(lambda: reaper.killed == BOUNDARIES, reaper, begin)
    reaper.kill_the_rest()
    with admin.scope():
        assert effects(state=State.PENDING).count() >= len(BOUNDARIES), "nobody was killed in time"

    pass_the_time(committed)
    begin()
    until(all_ended, reaper, begin)

    refused = step(admin, visits[REFUSED], "account")
    assert refused.state == "failed"
    reaper.refuses = False
    assert admin.client().post(refused.retry_url).status_code == 302
    until(all_ended, reaper, begin)

    with admin.scope():
        assert effects(state=State.DONE).count() == effects().count() == 3 * len(visits)
        persons = [visit.patient_person_id for visit in visits.values()]
        assert PatientPerson.objects.filter(pk__in=persons, user__isnull=False).count() == len(visits)
        rooms = VideoRoom.objects.filter(appointment__in=visits.values(), state="ready")
        assert rooms.count() == len(visits)
    sent_again = {"when it has made the thing", "when that has been noted"}
    assert {named: len(ids) for named, ids in reaper.letters.items() if named} == {
        named: 2 if named in sent_again else 1 for named in visits
    }
    assert all(len(set(ids)) == 1 for named, ids in reaper.letters.items() if named), (
        "twice is once, by its Message-ID"
    )
    assert reaper.made == {(kind, named): 1 for kind in (Kind.ACCOUNT, Kind.ROOM) for named in visits}
