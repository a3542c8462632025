"""Letters as the worker sends them: to whom, in whose language, on whose clock, and never twice as two."""

import smtplib
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from appointments.models import Appointment, Status
from restartix.core.clinics.scope import scope
from restartix.core.effects import mail, worker
from restartix.core.effects.failures import Misconfigured, Refused, TryLater
from restartix.core.effects.models import Effect, State
from restartix.tools.sample.loader import as_owner


@pytest.fixture
def outbox(tmp_path, settings):
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.EMAIL_URL = ""
    settings.DEMO = True
    return settings.OUTBOX_DIR


@pytest.fixture
def upcoming(cast):
    ahead = timezone.now() + timedelta(days=2)
    return next(
        visit for visit in cast.aurora.visits if visit.started_at > ahead and visit.status == Status.UPCOMING
    )


@pytest.fixture
def tell(committed, outbox):
    """Ask for the letter with this code and run it as the worker; the mail, and what the worker said."""

    def send(visit, code, **changes):
        with committed.as_role("owner"), as_owner():
            if changes:
                Appointment.objects.filter(pk=visit.pk).update(**changes)
            fresh = Appointment.objects.get(pk=visit.pk)
            Effect.objects.filter(appointment=fresh).delete()
            fresh.tell(code)
            effect = Effect.objects.get(appointment=fresh, kind="mail")
        with committed.as_role("worker"):
            said = worker.run(visit.organisation_id, str(effect.pk))
            with scope(organisation_id=visit.organisation_id):
                effect.refresh_from_db()
        return kept(outbox), said, effect

    return send


def kept(outbox):
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in outbox.glob("*.eml")]


def calendar_part(message):
    """What calendars read: an alternative of the text (RFC 6047)."""
    return next(part for part in message.walk() if part.get_content_type() == "text/calendar")


def text(message):
    return message.get_body(("plain",)).get_content()


def test_the_confirmation_carries_the_private_link_and_a_calendar_entry(tell, upcoming):
    [message], said, effect = tell(upcoming, "booked")

    assert said == "done"
    assert effect.state == State.DONE
    assert message["To"] == upcoming.contact_email
    assert f"/aurora/v/{upcoming.pk}/{upcoming.link_token}/" in text(message)
    assert upcoming.link_token in message.get_body(("html",)).get_content()
    assert "Bucharest time" in text(message)
    [file] = message.iter_attachments()
    assert file.get_filename() == "visit.ics"
    assert f"UID:visit-{upcoming.organisation_id}-{upcoming.pk}@" in calendar_part(message).get_content()
    assert file.get_content().decode() == calendar_part(message).get_content()


def test_the_patient_is_written_to_in_their_language_on_their_clock(tell, upcoming):
    [message], _said, _effect = tell(
        upcoming, "onboarded", language="ro", visitor_time_zone="America/New_York"
    )

    assert "New York" in text(message)
    assert 'lang="ro"' in message.get_body(("html",)).get_content()


def test_the_specialist_is_told_without_the_patients_name(tell, upcoming, cast):
    [message], _said, _effect = tell(upcoming, "confirmed", status="confirmed")

    person = next(one for one in cast.aurora.persons if one.pk == upcoming.patient_person_id)
    assert message["To"].endswith("@aurora.example")
    assert person.name not in text(message)
    assert f"/aurora/appointments/{upcoming.pk}/" in text(message)


def test_a_booking_past_the_cut_off_is_not_told_that_it_can_be_cancelled(tell, upcoming):
    soon = timezone.now() + timedelta(hours=3)
    [late], *_ = tell(
        upcoming, "booked", status="booked", started_at=soon, ended_at=soon + timedelta(minutes=30)
    )

    assert "cancel" not in text(late)


def test_a_cancelled_visit_takes_its_entry_out_of_the_calendar(tell, upcoming):
    [message], _said, _effect = tell(upcoming, "cancelled", status="cancelled", sequence=1)

    for line in ("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"):
        assert line in calendar_part(message).get_content()


def test_a_letter_that_events_have_overtaken_is_not_sent(tell, upcoming):
    mails, said, effect = tell(upcoming, "booked", status="cancelled")

    assert mails == []
    assert said == "done"
    assert effect.provider_ref == "not needed"


def test_trying_again_sends_the_same_message_id_and_leaves_one_mail(tell, upcoming, committed, outbox):
    [first], _said, effect = tell(upcoming, "booked")
    with committed.as_role("owner"), as_owner():
        Effect.objects.filter(pk=effect.pk).update(state=State.PENDING, lease_until=None)

    with committed.as_role("worker"):
        worker.run(upcoming.organisation_id, str(effect.pk))

    [second] = kept(outbox)
    assert first["Message-ID"] == second["Message-ID"] == effect.provider_ref


def test_without_a_mail_server_only_the_demo_keeps_mail(outbox, settings):
    settings.DEMO = False

    with pytest.raises(Misconfigured, match="mail-setup"):
        mail.send(mail.Letter("a@b.example", "s", "t", "h"), effect=Effect())


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (smtplib.SMTPAuthenticationError(535, b""), Misconfigured, "mail-bad-key"),
        (smtplib.SMTPSenderRefused(550, b"", "a@b"), Misconfigured, "mail-forbidden"),
        (smtplib.SMTPConnectError(554, b""), TryLater, "mail-unavailable"),
        (smtplib.SMTPDataError(554, b""), Refused, "mail-refused"),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"")}), Refused, "mail-refused"),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"")}), TryLater, "mail-busy"),
        (smtplib.SMTPDataError(451, b""), TryLater, "mail-busy"),
        (smtplib.SMTPServerDisconnected(), TryLater, "mail-unreachable"),
        (TimeoutError(), TryLater, "mail-silent"),
        (ConnectionRefusedError(), TryLater, "mail-unreachable"),
    ],
)
def test_a_mail_servers_failure_is_understood(error, kind, code):
    meaning = mail.as_failure(error)

    assert isinstance(meaning, kind)
    assert meaning.code == code


def test_an_unreachable_mail_server_is_tried_again(settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:9"

    with pytest.raises(TryLater, match="mail-unreachable"):
        mail.send(mail.Letter("a@b.example", "s", "t", "h"), effect=Effect())


@pytest.mark.parametrize(
    "url",
    [
        "smtps://u:p@mail.example:465",
        "postmark://token@",
        "mailgun://key@mg.example",
        "brevo://k@",
        "resend://k@",
    ],
)
def test_every_kind_of_mail_address_is_understood(url):
    assert mail.backend(url)
