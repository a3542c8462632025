"""A visit that is changed, and what is mailed about it: for the promises about what becomes one e-mail."""

from email import message_from_bytes, policy

import pytest

from appointments.models import Appointment, Specialist, Status
from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind, State
from restartix.core.effects.worker import run
from tests.making import night


@pytest.fixture
def own(committed, make_visit, settings, tmp_path):
    settings.OUTBOX_DIR, settings.EMAIL_URL, settings.DEMO = tmp_path, "", True
    settings.MAIL_SETTLE_SECONDS = 120
    return make_visit(Status.CONFIRMED, at=night(30))


@pytest.fixture
def change(own, admin, cast):
    """A verb of Ana's."""

    def perform(verb, **about):
        with admin.scope() as ana:
            visit = Appointment.objects.get(pk=own.pk)
            if who := about.pop("who", None):
                about["specialist"] = Specialist.objects.get(pk=who.pk)
            reason = {} if verb in {"confirm", "tell"} else {"reason": "So it is."}
            visit.tell(about["code"]) if verb == "tell" else getattr(visit, verb)(by=ana, **reason, **about)

    return perform


@pytest.fixture
def mailed(own, committed, tmp_path):
    """What the worker mails of all that is due by now, as (to, subject, whole text)."""

    def drain(kinds=(Kind.MAIL,)):
        organisation = own.organisation_id
        for _round in range(3):
            with committed.as_role("worker"):
                with scope(organisation_id=organisation):
                    pending = Effect.objects.filter(appointment=own, state=State.PENDING, kind__in=kinds)
                    due = list(pending.order_by("created_at").values_list("pk", flat=True))
                for key in due:
                    run(organisation, str(key))
        letters = []
        for path in sorted(tmp_path.glob("*.eml"), key=lambda one: one.stat().st_mtime):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            letters.append((letter["To"], letter["Subject"], letter.get_body(("plain",)).get_content()))
            path.unlink()
        return letters

    return drain


def to_patient(letters, own):
    return [subject for to, subject, _text in letters if to == own.contact_email]


def is_ioanas(address, cast):
    return address == cast.ioana.member.user.email


def to_ioana(letters, cast):
    return [subject for to, subject, _text in letters if is_ioanas(to, cast)]


def to_andrei(letters, cast):
    return [subject for to, subject, _text in letters if to == cast.andrei.member.user.email]
