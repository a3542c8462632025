"""The stand-ins themselves: as strict as the services they stand for, and driven from other processes."""

import subprocess
import sys
from time import time

import pytest
import requests

from tests.standins import clerk, daily


def ask(standin, method, path, *, json=None, key=daily.KEY):
    return requests.request(
        method, standin.url + path, json=json, headers={"Authorization": f"Bearer {key}"}, timeout=5
    )


@pytest.mark.parametrize(
    "room",
    [
        {"nickname": "x"},
        {"properties": {"redirect_on_meeting_exit": "x"}},
        {"properties": {"lang": "ro"}},
        {"properties": {"exp": int(time()) - 1}},
        {"properties": {"exp": "tomorrow"}},
        {"name": "a room"},
        {"name": "x" * 129},
    ],
)
def test_daily_refuses_a_room_it_does_not_understand(room):
    with daily.DailyStandin() as standin:
        answer = ask(standin, "POST", "/rooms", json=room)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid-request-error")


def test_daily_ignores_what_is_not_under_properties():
    with daily.DailyStandin() as standin:
        token = ask(standin, "POST", "/meeting-tokens", json={"room_name": "x"}).json()["token"]

    assert "r" not in daily.claims_of(token)


def test_daily_wants_a_key():
    with daily.DailyStandin() as standin:
        assert requests.get(standin.url + "/rooms", timeout=5).json()["error"] == "authorization-header-error"
        assert ask(standin, "GET", "/rooms", key="wrong").status_code == 401


def test_clerk_refuses_a_second_account_for_an_address():
    user = {"email_address": ["ana@example.com"]}
    with clerk.ClerkStandin() as standin:
        first = ask(standin, "POST", "/users", json=user, key=clerk.KEY)
        second = ask(standin, "POST", "/users", json=user, key=clerk.KEY)

    assert first.status_code == 200
    assert (second.status_code, second.json()["errors"][0]["code"]) == (422, "form_identifier_exists")


def test_a_fault_waits_for_the_request_it_is_meant_for():
    with daily.DailyStandin() as standin:
        standin.next(method="DELETE", path="/rooms/*", status=500)

        assert ask(standin, "GET", "/rooms").status_code == 200
        assert ask(standin, "DELETE", "/rooms/x").status_code == 500
        assert ask(standin, "DELETE", "/rooms/x").status_code == 404


@pytest.mark.parametrize("module", ["daily", "clerk"])
def test_another_process_can_run_and_drive_one(module):
    command = [sys.executable, "-m", f"tests.standins.{module}", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        url = process.stdout.readline().strip()
        requests.post(f"{url}/_plan", json={"status": 429, "retry_after": 7, "times": 1}, timeout=5)
        assert requests.get(f"{url}/rooms", timeout=5).headers["Retry-After"] == "7"
        assert [each["path"] for each in requests.get(f"{url}/_requests", timeout=5).json()] == ["/rooms"]
        assert requests.post(f"{url}/_reset", timeout=5).json() == []
    finally:
        process.terminate()
        assert process.wait(timeout=5) == 0
        process.stdout.close()
