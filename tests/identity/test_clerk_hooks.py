"""What Clerk tells by itself: believed only when signed, the same whatever the order and however often."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from standardwebhooks.webhooks import Webhook

from restartix.core.identity.models import User
from tests.standins.clerk_shapes import full_user
from tests.standins.clerk_tokens import SigningKey

pytestmark = pytest.mark.django_db
SECRET = "whsec_" + b64encode(b"a key of clerk's own, long enough").decode()
HERE = "https://clinic.example"
KEY = SigningKey()
CLERK_ID = "user_ana"


@pytest.fixture(autouse=True)
def clerk(settings):
    settings.CLERK_SECRET_KEY, settings.CLERK_JWT_KEY = "sk_test", KEY.public_pem
    settings.CLERK_PUBLISHABLE_KEY = "pk_test_" + b64encode(b"quiet-owl.clerk.accounts.dev$").decode()
    settings.CLERK_AUTHORIZED_PARTIES, settings.CLERK_WEBHOOK_SECRET = [HERE], SECRET


def tell(kind, data, *, secret=SECRET, at=None, number="msg_1", **changed):
    at = at or datetime.now(UTC)
    body = json.dumps({"type": kind, "object": "event", "data": data})
    headers = {
        "svix-id": number,
        "svix-timestamp": str(int(at.timestamp())),
        "svix-signature": Webhook(secret).sign(number, at, body),
    } | changed
    return Client().post("/hooks/clerk/", body, content_type="application/json", headers=headers)


def account(email, *, at=1000, proven=True, **changed):
    return (
        full_user(email=email, external_id=None, proven=proven) | {"id": CLERK_ID, "updated_at": at} | changed
    )


def linked(cast, admin):
    """Ana's login has an account at Clerk, as the first report about her makes it."""
    assert tell("user.created", account(cast.ana.email, at=1)).status_code == 204
    return login_of(cast, admin)


def login_of(cast, admin):
    with admin.scope():
        return User.objects.filter(pk=cast.ana.pk).first()


def sign_in(visitor, session="sess_1", clerk_id=CLERK_ID):
    client = visitor.client()
    answer = client.post(visitor.at("sign-in/clerk/"), {"token": KEY.token(clerk_id, session, azp=HERE)})
    return client, answer


def is_signed_in(client, seat):
    return client.get(seat.at("dashboard/")).status_code == 200


def test_an_account_of_somebody_we_know_is_linked_and_not_doubled(cast, admin, visitor):
    assert linked(cast, admin).clerk_user_id == CLERK_ID

    client, answer = sign_in(visitor)

    assert answer.url == "/aurora/dashboard/"
    assert is_signed_in(client, visitor)


def test_an_address_nobody_has_proven_links_nothing(cast, admin):
    tell("user.created", account(cast.ana.email, proven=False))

    assert login_of(cast, admin).clerk_user_id is None


def test_a_changed_address_is_changed_here_too_and_older_news_is_not(cast, admin):
    linked(cast, admin)

    tell("user.updated", account("ana@new.example", at=300))
    tell("user.updated", account("ana@old.example", at=200))
    tell("user.updated", account("ana@new.example", at=300))

    assert login_of(cast, admin).email == "ana@new.example"


def test_an_address_that_is_somebody_elses_stays_theirs_until_they_let_go_of_it(cast, admin):
    linked(cast, admin)
    ioana = cast.ioana.member.user
    tell("user.created", account(ioana.email, at=1, id="user_ioana"))
    news = account(ioana.email, at=300)

    assert tell("user.updated", news).status_code == 409, "Clerk brings it again"
    assert login_of(cast, admin).email == cast.ana.email

    assert tell("user.updated", account("ioana@new.example", at=299, id="user_ioana")).status_code == 204
    assert tell("user.updated", news).status_code == 204
    assert login_of(cast, admin).email == ioana.email


def test_an_account_that_is_gone_before_we_heard_of_it_is_linked_to_nobody(cast, admin, visitor):
    tell("user.deleted", {"object": "user", "id": CLERK_ID, "deleted": True})

    assert tell("user.created", account(cast.ana.email)).status_code == 204
    assert login_of(cast, admin).clerk_user_id is None
    assert sign_in(visitor)[1].status_code == 403

    tell("user.created", account(cast.ana.email, id="user_ana_again"))
    assert login_of(cast, admin).clerk_user_id == "user_ana_again", "their next account is theirs"


@pytest.mark.parametrize("kind", ["session.ended", "session.revoked", "session.removed"])
def test_a_session_that_ended_there_ends_here(cast, admin, visitor, kind):
    linked(cast, admin)
    client, _answer = sign_in(visitor)
    other, _answer = sign_in(visitor, "sess_2")

    for _again in range(2):
        assert tell(kind, {"object": "session", "id": "sess_1", "user_id": CLERK_ID}).status_code == 204

    assert not is_signed_in(client, visitor)
    assert is_signed_in(other, visitor)


def test_a_session_that_ended_before_its_token_came_signs_nobody_in(cast, admin, visitor):
    linked(cast, admin)
    tell("session.revoked", {"id": "sess_1"})

    client, answer = sign_in(visitor)

    assert answer.url == "/aurora/sign-in/?out=1", "where Clerk's own session is ended in the browser, too"
    assert not is_signed_in(client, visitor)


def test_a_deleted_account_signs_nobody_in_whatever_comes_later(cast, admin, visitor):
    linked(cast, admin)
    client, _answer = sign_in(visitor)

    for _again in range(2):
        tell("user.deleted", {"object": "user", "id": CLERK_ID, "deleted": True})
    tell("user.updated", account(cast.ana.email, at=400))

    assert not is_signed_in(client, visitor)
    assert sign_in(visitor)[1].status_code == 403
    with admin.scope() as actor:
        assert not actor.is_signed_in


def test_who_is_banned_there_is_signed_out_here(cast, admin, visitor):
    linked(cast, admin)
    client, _answer = sign_in(visitor)

    tell("user.updated", account(cast.ana.email, at=500, banned=True))

    assert not is_signed_in(client, visitor)


def test_who_is_signed_in_stays_so_while_clerk_is_out_of_order(cast, admin, visitor, settings):
    linked(cast, admin)
    client, _answer = sign_in(visitor)

    settings.CLERK_API_URL = "http://127.0.0.1:9/v1"
    assert all(is_signed_in(client, visitor) for _again in range(2))
    client.post(visitor.at("sign-out/"))
    assert not is_signed_in(client, visitor)


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "whsec_" + b64encode(b"another key, also long enough....").decode()},
        {"at": datetime.now(UTC) - timedelta(minutes=10)},
        {"at": datetime.now(UTC) + timedelta(days=1)},
        {"svix-signature": ""},
        {"svix-signature": "v1,nonsense"},
        {"svix-id": "msg_2"},
    ],
    ids=["key", "old", "future", "unsigned", "nonsense", "another's"],
)
def test_what_clerk_did_not_sign_just_now_changes_nothing(cast, admin, wrong):
    assert tell("user.created", account(cast.ana.email), **wrong).status_code == 403

    assert login_of(cast, admin).clerk_user_id is None


@pytest.mark.parametrize("data", [None, [], "x", {}, {"id": 7}, {"id": "user_of_nobody"}])
def test_what_we_cannot_use_is_taken_and_forgotten(data):
    for kind in ("user.updated", "user.deleted", "session.ended", "organization.created"):
        assert tell(kind, data).status_code == 204


def test_without_its_secret_nothing_is_listened_to(settings):
    settings.CLERK_WEBHOOK_SECRET = ""

    assert tell("user.created", {}).status_code == 404
