"""The letters about signing in, from the asking to the outbox, by the real worker's code."""

import re
from email import message_from_bytes, policy

import pytest

from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.worker import run
from tests.standins.clerk import KEY, ClerkStandin


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    settings.DEMO, settings.EMAIL_URL, settings.OUTBOX_DIR = True, "", tmp_path / "outbox"


@pytest.fixture
def worked(committed, cast):
    """Let the worker do everything of this code; answer what came of each."""

    def work(code):
        clinic = cast.aurora.organisation.pk
        with committed.as_role("worker"):
            with scope(organisation_id=clinic):
                waiting = list(Effect.objects.filter(code=code, state="pending"))
            return [run(clinic, str(effect.pk)) for effect in waiting]

    return work


def outbox(settings):
    return [
        message_from_bytes(kept.read_bytes(), policy=policy.default)
        for kept in settings.OUTBOX_DIR.glob("*.eml")
    ]


def invite(committed, cast):
    """As somebody who has not come yet."""
    with committed.connect("owner") as owner:
        owner.execute("SELECT set_config('app.system_context', 'on', false)")
        owner.execute("UPDATE organisations_member SET joined_at = NULL WHERE user_id = %s", [cast.ana.pk])
        owner.execute(
            "INSERT INTO effects_effect (id, organisation_id, kind, code, subject, user_id, sequence, state, attempts,"
            " next_attempt_at, provider_ref, last_error_code, created_at)"
            " VALUES (gen_random_uuid(), %s, %s, 'invitation', 'mail:x', %s, 0, 'pending', 0, now(), '', '', now())",
            [cast.aurora.organisation.pk, Kind.MAIL, cast.ana.pk],
        )


def test_the_mailed_link_signs_in(visitor, cast, worked, settings):
    client = visitor.client()
    client.post(visitor.at("sign-in/"), {"email": cast.ana.email})

    assert worked("sign-in") == ["done"]

    (letter,) = outbox(settings)
    text = letter.get_body(("plain",)).get_content()
    (link,) = re.findall(rf"{settings.SITE_URL}(/aurora/sign-in/[0-9a-f]+/)", text)
    assert letter["To"] == cast.ana.email
    assert letter["Subject"] == "Your sign-in link for Aurora Rehab"
    assert link in letter.get_body(("html",)).get_content()
    assert client.get(link).status_code == 200
    assert client.post(link).url == "/aurora/dashboard/"


def test_a_link_that_is_too_old_is_neither_mailed_nor_good(committed, visitor, cast, worked, settings):
    visitor.client().post(visitor.at("sign-in/"), {"email": cast.ana.email})
    assert worked("sign-in") == ["done"]
    (letter,) = outbox(settings)
    (link,) = re.findall(r"(/aurora/sign-in/[0-9a-f]+/)", letter.get_body(("plain",)).get_content())
    with committed.connect("owner") as owner:
        owner.execute("SELECT set_config('app.system_context', 'on', false)")
        owner.execute("UPDATE identity_signinlink SET expires_at = now() - interval '1 second'")
        owner.execute("UPDATE effects_effect SET state = 'pending' WHERE code = 'sign-in'")
    for kept in settings.OUTBOX_DIR.glob("*.eml"):
        kept.unlink()

    assert worked("sign-in") == ["done"]

    assert outbox(settings) == []
    assert visitor.client().post(link).status_code == 410


def test_an_invitation_leads_to_the_sign_in_page(committed, cast, worked, settings):
    invite(committed, cast)

    assert worked("invitation") == ["done"]

    (letter,) = outbox(settings)
    assert letter["To"] == cast.ana.email
    assert f"{settings.SITE_URL}/aurora/sign-in/" in letter.get_body(("plain",)).get_content()


def test_with_clerk_the_invited_get_their_account_and_sign_in_with_it(
    committed, visitor, cast, worked, settings
):
    invite(committed, cast)
    with ClerkStandin() as clerk:
        settings.CLERK_SECRET_KEY, settings.CLERK_PUBLISHABLE_KEY = KEY, "pk_test_standin"
        settings.CLERK_JWT_KEY, settings.CLERK_API_URL = clerk.signing_key.public_pem, clerk.url

        assert worked("invitation") == ["done"]

        (account,) = clerk.users
    with committed.connect("superuser") as database:
        kept = database.execute("SELECT clerk_user_id FROM identity_user WHERE id = %s", [cast.ana.pk])
        assert kept.fetchone() == (account,)

    settings.CLERK_AUTHORIZED_PARTIES = ["https://clinic.example"]
    token = clerk.signing_key.token(account, "sess_1", azp="https://clinic.example")
    browser = visitor.client()
    assert browser.post(visitor.at("sign-in/clerk/"), {"token": token}).url == "/aurora/dashboard/"
    assert browser.get(visitor.at("dashboard/")).status_code == 200
