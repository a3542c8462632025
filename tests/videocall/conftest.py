"""The built-in room as its script would speak to it."""

import pytest


class Browser:
    """One page of the call, as its script would ask."""

    def __init__(self, seat, side, visit, was=""):
        self.client, self.at = seat.client(), seat.at(f"{side}/{visit.pk}/call/")
        self.me = self.post(self.at, was=was).json().get("seat", "")

    def post(self, address, **values):
        return self.client.post(address, values)

    def ask(self, **values):
        return self.post(f"{self.at}{self.me}/", **values).json()

    def admit(self, guest):
        return self.post(f"{self.at}{self.me}/admission/", guest=guest).json()["admitted"]

    def say(self, text):
        return self.post(f"{self.at}{self.me}/lines/", text=text).json()["heard"]

    def send(self, to, kind="offer", body='{"sdp": "v=0"}'):
        return self.post(f"{self.at}{self.me}/notes/", to=to, kind=kind, body=body).json()["sent"]


@pytest.fixture
def at_the_desk(specialist, cast):
    return Browser(specialist, "appointments", cast.soon)


@pytest.fixture
def outside(by_link, cast):
    """The patient's browser, in the waiting room."""
    return Browser(by_link, "visits", cast.soon)


@pytest.fixture
def at_home(outside, at_the_desk):
    """The patient's browser, let in."""
    assert at_the_desk.admit(outside.me)
    return outside
