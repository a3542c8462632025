"""Our own clients, pointed at a stand-in, with short time limits."""

from restartix.core.identity.clerk import Clerk
from tests.standins import clerk, daily
from videocall.daily import Daily

HERE = "https://clinic.example"


def clerk_client(standin, **changed):
    usual = {
        "secret_key": clerk.KEY,
        "jwt_key": standin.signing_key.public_pem,
        "authorized_parties": (HERE,),
        "api_url": standin.url,
        "timeout_ms": 1000,
    }
    return Clerk(**usual | changed)


def daily_client(standin, **changed):
    usual = {"api_key": daily.KEY, "api_url": standin.url, "timeouts": (1, 1)}
    return Daily(**usual | changed)
