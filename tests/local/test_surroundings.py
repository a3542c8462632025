import json
import stat

import pytest

from restartix.tools.local.launch import LocalFailure
from restartix.tools.local.messages import compile_catalogues
from restartix.tools.local.surroundings import ADDRESSES, Surroundings, addresses_given, secret_key

EACH = {"web": "postgresql://a", "worker": "postgresql://w", "owner": "postgresql://o"}


@pytest.mark.parametrize("kind", EACH)
def test_a_process_is_told_its_own_database_address_and_no_other(kind, monkeypatch):
    for name in ADDRESSES.values():
        monkeypatch.setenv(name, "postgresql://from-outside")

    told = Surroundings(EACH, SITE_URL="http://here").for_(kind)

    assert {name: told.get(name) for name in ADDRESSES.values() if name in told} == {
        ADDRESSES[kind]: EACH[kind]
    }
    assert told["RESTARTIX_AS"] == kind
    assert told["SITE_URL"] == "http://here"


def test_commands_typed_by_hand_find_all_three_in_a_file_of_ours_alone(tmp_path):
    Surroundings(EACH, SECRET_KEY="s").keep(tmp_path / "env.json")

    kept = json.loads((tmp_path / "env.json").read_text())
    assert kept == {ADDRESSES[kind]: address for kind, address in EACH.items()} | {"SECRET_KEY": "s"}
    assert stat.S_IMODE((tmp_path / "env.json").stat().st_mode) == 0o600


def test_an_own_database_is_given_by_all_three_addresses_or_none(monkeypatch):
    for name in ADDRESSES.values():
        monkeypatch.delenv(name, raising=False)
    assert addresses_given() == {}

    monkeypatch.setenv("DATABASE_URL", "postgresql://a")

    with pytest.raises(LocalFailure, match="DATABASE_WORKER_URL, DATABASE_OWNER_URL"):
        addresses_given()


def test_the_installation_key_is_made_once(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    assert secret_key(tmp_path / "key") == secret_key(tmp_path / "key")
    assert len(secret_key(tmp_path / "key")) > 50


def test_catalogues_are_compiled_when_they_changed(tmp_path):
    source = tmp_path / "ro" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "Yes"\nmsgstr "Da"\n'
    )

    assert compile_catalogues(tmp_path) == 1
    assert compile_catalogues(tmp_path) == 0
    assert source.with_suffix(".mo").read_bytes().startswith(b"\xde\x12\x04\x95")
