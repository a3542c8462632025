"""B11: what was given up is begun again in one press, what came right is listed no longer, and staff see an outage."""

import uuid

import pytest

from restartix.core.clinics.scope import scope
from restartix.core.effects.failures import Misconfigured
from restartix.core.effects.models import Delivery, Effect, Kind, State
from tests.promises.outages import perform, trouble


def failed(cast, kind, code, **about):
    return Effect.objects.create(
        organisation=cast.aurora.organisation,
        kind=kind,
        code=code,
        subject=about.pop("subject", f"{kind}:{uuid.uuid4()}"),
        appointment_id=cast.soon.pk,
        state=State.FAILED,
        last_error_code="mail-refused",
        **about,
    )


@pytest.mark.django_db
def test_an_admin_begins_everything_of_a_kind_again_in_one_press(admin, cast):
    with admin.scope():
        mails = [failed(cast, Kind.MAIL, code) for code in ("booked", "link", "moved")]
        room = failed(cast, Kind.ROOM, "")
    browser = admin.client()
    page = browser.get(admin.at("dashboard/"))
    assert "Try all e-mails again" in page.text
    assert "Try all video rooms again" in page.text

    landed = browser.post(admin.at("effects/retry/"), {"of": "mail"}, follow=True)

    assert landed.status_code == 200
    assert "restarted" in landed.text
    assert "Try all e-mails again" not in landed.text
    with admin.scope():
        states = {one.pk: one.state for one in Effect.objects.filter(appointment=cast.soon)}
    assert {states[mail.pk] for mail in mails} == {State.PENDING}
    assert states[room.pk] == State.FAILED


@pytest.mark.django_db
def test_nobody_but_an_admin_begins_everything_again(specialist):
    assert specialist.client().post(specialist.at("effects/retry/"), {"of": "mail"}).status_code == 404


@pytest.mark.django_db
def test_a_kind_that_there_is_not_leads_back_and_begins_nothing(admin, cast):
    with admin.scope():
        failed(cast, Kind.MAIL, "booked")

    landed = admin.client().post(admin.at("effects/retry/"), {"of": "pigeon"}, follow=True)

    assert landed.status_code == 200
    assert "restarted" not in landed.text
    assert "Try all e-mails again" in landed.text


def test_what_a_later_try_has_made_good_is_listed_no_longer(committed, cast, ask, at_work, admin, clinic):
    about = {"subject": "outage:same", "appointment_id": cast.soon.pk}
    given_up = ask(state=State.FAILED, last_error_code="mail-refused", **about)
    lost = ask(state=State.DONE, delivery=Delivery.FAILED, delivery_code="mail-bounced", **about)
    later = ask(**about)

    assert perform(later) == "done"

    with scope(organisation_id=clinic):
        listed = set(Effect.objects.failed_or_lost().values_list("pk", flat=True))
    assert not {given_up.pk, lost.pk} & listed


def test_the_admin_reads_since_when_mail_stands_still_and_why(
    committed, cast, admin, ask, at_work, pass_time
):
    trouble[:] = [Misconfigured("mail-bad-key")]
    perform(ask())
    with committed.connect("owner") as owner:
        owner.execute("UPDATE effects_outage SET since = since - interval '10 minutes'")
        owner.execute("INSERT INTO effects_heartbeat (host, pid) VALUES ('here', 1)")

    with committed.as_role("app"):
        page = admin.client().get(admin.at("dashboard/"))

    assert "Waiting messages are sent automatically" in page.text
    assert "The mail server does not accept our key" in page.text
