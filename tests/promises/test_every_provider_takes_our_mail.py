"""Every e-mail is taken by every provider that the README names; calendars take an entry for what it is."""

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from icalendar import Calendar

from appointments.models import Status
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import scope
from restartix.core.effects import registry, worker
from restartix.core.effects.mail_message import one_line
from restartix.core.effects.models import Effect, Kind, State
from restartix.core.effects.providers import FILES_ONLY, KEYS
from restartix.messages.calendar_entry import entry
from restartix.tools.sample.loader import as_owner
from tests.making import night
from tests.promises.mail_checks import CLINIC, NAME, SENDER, check_entry, check_headers, shown_by
from tests.promises.mail_situations import Situations
from tests.standins.mail_reading import read_mime
from tests.standins.mailers import MAILERS
from tests.standins.smtp import Postbox

WITH_ENTRY = {
    "booked": "REQUEST",
    "onboarded": "REQUEST",
    "moved": "REQUEST",
    "reinstated": "REQUEST",
    "cancelled": "CANCEL",
}
CODES = sorted(
    code
    for (kind, code), task in registry._tasks.items()
    if kind == Kind.MAIL and not task.handler.__module__.startswith("tests.")
)


@pytest.fixture(params=["smtp", *MAILERS])
def provider(request, settings):
    """Where mail goes; what has been sent there is read by `sent()`."""
    settings.DEMO, settings.DEFAULT_FROM_EMAIL = False, f"RestartiX <{SENDER}>"
    if request.param == "smtp":
        taken = []
        with Postbox(lambda letter, _port: taken.append(letter) or True) as box:
            settings.EMAIL_URL = box.url
            yield request.param, lambda: [read_smtp(one) for one in taken]
        return
    with MAILERS[request.param]() as standin:
        settings.EMAIL_URL = standin.email_url
        settings.ANYMAIL = {standin.url_for_anymail: standin.url}
        yield request.param, lambda: standin.sent


@pytest.fixture
def send(committed, cast, visitor):
    """Let the product come to send the e-mail with this code, and the worker send it."""

    def ask_and_work(code):
        with committed.as_role("owner"), as_owner():
            Organisation.objects.filter(pk=cast.aurora.organisation.pk).update(name=NAME, email=CLINIC)
        Situations(committed, cast, visitor).request(code)
        with committed.as_role("worker"):
            while waiting := pending(cast, code):
                for effect in waiting:
                    assert worker.run(effect.organisation_id, str(effect.pk)) == "done", failures(cast, code)

    return ask_and_work


def pending(cast, code):
    with scope(organisation_id=cast.aurora.organisation.pk):
        return list(Effect.objects.filter(kind=Kind.MAIL, code=code, state=State.PENDING))


def failures(cast, code):
    with scope(organisation_id=cast.aurora.organisation.pk):
        return list(Effect.objects.filter(code=code).values_list("state", "last_error_code"))


def read_smtp(letter):
    return read_mime(message_from_bytes(letter.as_bytes(), policy=policy.default))


def test_the_readme_names_these_providers():
    readme = Path("README.md").read_text()

    assert set(re.findall(r"`([a-z]+)://", readme.partition("| `EMAIL_URL`")[2].partition("\n")[0])) == {
        "smtp",
        "smtps",
        *KEYS,
    }
    assert set(MAILERS) == set(KEYS)


def test_every_email_is_taken_as_it_is_meant(provider, send):
    name, sent = provider
    for code in CODES:
        before = len(sent())
        send(code)
        arrived = sent()[before:]

        assert arrived, code
        for mail in arrived:
            check_headers(mail, shown_by(name))
            check_entry(mail, WITH_ENTRY.get(code, ""), is_alternative=name not in FILES_ONLY)


@pytest.mark.parametrize("provider", ["smtp", "mailgun", "postmark", "resend"], indirect=True)
def test_the_part_itself_says_its_method(provider, send):
    _name, sent = provider
    send("booked")
    send("cancelled")

    assert [part.method for mail in sent() for part in mail.entries] == ["REQUEST", "CANCEL"]


def test_reports_come_back_to_the_email_they_are_about(provider, send, committed, cast):
    name, sent = provider
    send("booked")

    with committed.as_role("worker"), scope(organisation_id=cast.aurora.organisation.pk):
        effect = Effect.objects.filter(code="booked", attempts=1).latest("created_at")
    assert name == "smtp" or str(effect.pk) in sent()[-1].reference


def test_a_header_never_has_two_lines():
    assert one_line("A\r\nBcc: b\u2028c\x00d") == "A Bcc: b c d"


def entry_of(visit):
    [event] = Calendar.from_ical(entry(visit, invites="elena@patients.example")).walk("VEVENT")
    return str(event["STATUS"]), event["SEQUENCE"]


@pytest.mark.django_db
def test_a_booking_is_tentative_until_the_clinic_takes_it_and_each_change_counts(make_visit, admin, cast):
    visit = make_visit(Status.BOOKED, at=night(9))
    told = [entry_of(visit)]
    with admin.scope() as ana:
        for change in (
            lambda: visit.reschedule(by=ana, started_at=night(9, hour=4), reason="asked"),
            lambda: visit.onboard(by=ana),
            lambda: visit.reschedule(by=ana, started_at=night(10), specialist=cast.ioana, reason="asked"),
            lambda: visit.cancel(by=ana, reason="asked"),
            lambda: visit.reinstate(by=ana, reason="asked"),
        ):
            change()
            told.append(entry_of(visit))

    assert [status for status, _sequence in told] == [
        "TENTATIVE",
        "TENTATIVE",
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
    ]
    assert [sequence for _status, sequence in told] == [0, 1, 2, 3, 4, 5]


@pytest.mark.django_db
def test_a_booking_that_is_cancelled_and_brought_back_is_tentative_again(make_visit, admin):
    visit = make_visit(Status.BOOKED, at=night(9))
    with admin.scope() as ana:
        visit.cancel(by=ana, reason="asked")
        off = entry_of(visit)
        visit.reinstate(by=ana, reason="asked")

    assert (off, entry_of(visit)) == (("CANCELLED", 1), ("TENTATIVE", 2))
