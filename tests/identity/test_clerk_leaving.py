"""A session at Clerk ends when ours does; and what Clerk knows of an account is looked up when its news got lost."""

import pytest
from django.db import connections
from django_q.models import OrmQ

from restartix.core.identity import clerk_accounts, clerk_sweep
from tests.standins import clerk
from tests.standins.clerk import ClerkStandin
from tests.standins.clerk_frontend import PUBLISHABLE_KEY

HERE = "https://clinic.example"


@pytest.fixture
def standin(settings):
    with ClerkStandin() as standin:
        settings.CLERK_SECRET_KEY, settings.CLERK_API_URL = clerk.KEY, standin.url
        settings.CLERK_PUBLISHABLE_KEY = PUBLISHABLE_KEY
        settings.CLERK_JWT_KEY = standin.signing_key.public_pem
        settings.CLERK_AUTHORIZED_PARTIES = [HERE]
        yield standin


@pytest.fixture
def sign_in(standin, committed, cast, visitor):
    """Ana in a browser of her own, with Clerk's id of her session: `sign_in()`."""
    user_id = standin.add_user(email=cast.ana.email)
    with committed.connect("superuser") as database:
        database.execute("UPDATE identity_user SET clerk_user_id = %s WHERE id = %s", [user_id, cast.ana.pk])

    def begin(session=None):
        session_id, token = session or standin.sign_in(user_id)
        client = visitor.client()
        answer = client.post(visitor.at("sign-in/clerk/"), {"token": token})
        return client, session_id, token, answer

    return begin


def work(committed):
    """What the worker does in its next minute; answers what came of each."""
    with committed.as_role("worker"):
        clerk_sweep.end_sessions()
        done = []
        for queued in OrmQ.objects.all():
            name = queued.task["func"].rpartition(".")[2]
            module = clerk_accounts if "clerk_accounts" in queued.task["func"] else clerk_sweep
            done.append(getattr(module, name)(*queued.task["args"]))
        OrmQ.objects.all().delete()
    connections.close_all()
    return done


def status(standin, session_id):
    return standin.sessions[session_id]["status"]


def long_ago(committed):
    with committed.connect("superuser") as database:
        database.execute("UPDATE identity_clerksignin SET begun_at = now() - interval '2 hours'")


@pytest.mark.parametrize("address", ["sign-out/", "account/sign-out/"])
def test_signing_out_ends_the_session_there(sign_in, standin, committed, visitor, address):
    client, session_id, _token, _answer = sign_in()

    client.post(visitor.at(address))

    assert work(committed) == ["revoked"]
    assert status(standin, session_id) == "revoked"
    assert work(committed) == [], "and that is that"


def test_signing_out_everywhere_ends_every_session_there(sign_in, standin, committed, visitor):
    (here, one, *_), (_there, other, *_) = sign_in(), sign_in()

    here.post(visitor.at("account/sign-out/"))
    work(committed)

    assert (status(standin, one), status(standin, other)) == ("revoked", "revoked")


def test_a_token_of_a_session_that_is_over_here_signs_nobody_in(sign_in, standin, committed, visitor):
    """Before the worker has come to it, too: Clerk would hand out another token at once."""
    client, session_id, token, _answer = sign_in()
    client.post(visitor.at("sign-out/"))

    again, *_, answer = sign_in((session_id, token))

    assert answer.url == visitor.at("sign-in/?out=1")
    assert again.get(visitor.at("account/")).status_code == 302


def test_a_session_that_was_slept_through_ends_there_too(sign_in, standin, committed):
    _client, session_id, _token, _answer = sign_in()
    assert work(committed) == [], "while ours goes on, so does Clerk's"
    long_ago(committed)
    assert work(committed) == []

    with committed.connect("superuser") as database:
        database.execute("UPDATE identity_session SET expire_date = now() + interval '23 hours'")

    assert work(committed) == ["revoked"]
    assert status(standin, session_id) == "revoked"


def test_a_session_whose_row_is_gone_does_not_begin_again(sign_in, standin, committed, visitor):
    _client, session_id, token, _answer = sign_in()
    long_ago(committed)
    with committed.connect("superuser") as database:
        database.execute("DELETE FROM identity_session")

    *_, answer = sign_in((session_id, token))

    assert answer.url == visitor.at("sign-in/?out=1")


def test_while_clerk_is_out_of_order_it_stays_due(sign_in, standin, committed, visitor):
    client, session_id, _token, _answer = sign_in()
    client.post(visitor.at("sign-out/"))
    standin.next(method="POST", status=503, path="/sessions/*")
    standin.next(method="POST", status=503, path="/sessions/*")

    assert work(committed) == ["later: clerk-unavailable"]
    with committed.connect("superuser") as database:
        database.execute("UPDATE identity_clerksignin SET to_revoke_at = now() - interval '1 second'")
    assert work(committed) == ["later: clerk-unavailable"]
    with committed.connect("superuser") as database:
        database.execute("UPDATE identity_clerksignin SET to_revoke_at = now() - interval '1 second'")
    assert work(committed) == ["revoked"]
    assert status(standin, session_id) == "revoked"


def test_somebody_whose_news_got_lost_can_come_in_a_moment_later(sign_in, standin, committed, visitor, cast):
    """Deleted and made again at Clerk, and neither was told."""
    _client, _session_id, _token, _answer = sign_in()
    (earlier,) = standin.users
    del standin.users[earlier]
    again = standin.add_user(email=cast.ana.email)
    assert sign_in(standin.sign_in(again))[-1].status_code == 403

    assert "noted" in work(committed)

    client, *_, answer = sign_in(standin.sign_in(again))
    assert answer.url == visitor.at("dashboard/")
    assert client.get(visitor.at("account/")).status_code == 200


def test_an_unproven_address_is_looked_up_in_vain(sign_in, standin, committed, cast):
    (earlier,) = standin.users
    del standin.users[earlier]
    stranger = standin.add_user(email=cast.ana.email, proven=False)
    sign_in(standin.sign_in(stranger))

    assert work(committed) == ["nobody"]

    assert sign_in(standin.sign_in(stranger))[-1].status_code == 403
