"""Every verb by everybody who may: the press, the page it ends on, all its links, and those in the mails it sends.

A verb, or an address that takes a POST, without a walk fails here. A walk is a line in tests/walks.
"""

import pytest
from django.db import connection

from appointments.models import Appointment
from restartix.core.clinics.models import Member
from restartix.tools.local.roles import drop_database, make_database
from tests.architecture.test_routes import ALL, methods_of
from tests.database import cluster, new_name, pointed_at
from tests.lifecycle.test_verbs import TABLE
from tests.walks.exceptions import FOR, NOT_BY, NOT_WALKED, SIDES
from tests.walks.players import cast_players, played_by
from tests.walks.stage import NotReady, Stage, undone
from tests.walks.table import WALKS
from tests.walks.walking import counted, perform

VERBS = {name for name in dir(Appointment) if hasattr(getattr(Appointment, name), "may")}


@pytest.fixture(scope="module")
def players(template, cast, django_db_blocker):
    """In a database of the walks' own, where Django's connection may play every part."""
    name = new_name("walks")
    make_database(cluster, name, template=template)
    with django_db_blocker.unblock(), pointed_at(name, "superuser"):
        yield cast_players(cast)
        connection.close()
    drop_database(cluster, name)


@pytest.fixture
def stage(players, ready, cast, settings, tmp_path):
    settings.LIMITS, settings.DEMO, settings.EMAIL_URL = {}, True, ""
    settings.OUTBOX_DIR = tmp_path
    return lambda who: Stage(cast, players, who, tmp_path, ready=ready)


@pytest.fixture(scope="module")
def ready():
    """The visits that walks are about, by what they want of them."""
    return {}


@pytest.mark.parametrize("walk", WALKS, ids=str)
def test_a_verb_ends_on_a_page_that_opens_and_so_does_every_link_on_it(stage, walk):
    for _try in range(3):
        at_hand = stage(walk.who)
        try:
            with undone(), played_by("app"):
                return perform(walk, at_hand)
        except NotReady as visit:
            at_hand.get_ready(visit.args[0])
    raise AssertionError("the visit is never ready")


@pytest.fixture(scope="module", autouse=True)
def counts(request):
    yield
    found = ", ".join(f"{number} {what}" for what, number in sorted(counted.items()))
    writer = request.config.pluginmanager.get_plugin("terminalreporter")
    if writer:
        writer.write_line(f"\nwalks: {len(WALKS)} walks, {found}")


def test_every_verb_is_walked_by_everybody_who_may():
    """As the lifecycle's own table says it (tests/lifecycle/test_verbs.py), and for every verb that the model has."""
    walked = {(walk.verb, walk.who) for walk in WALKS}
    told = {(verb, who) for verb, row in TABLE.items() for side in row.who for who in SIDES[side]}

    assert told - walked == set()
    assert {verb for verb, _who in walked if verb} == VERBS | {"book", "register"}


def test_every_address_that_takes_a_post_is_walked_by_those_it_is_for():
    walked = {(walk.route, walk.who) for walk in WALKS}
    missing = {
        (entry.name, who)
        for _route, entry in ALL
        if "POST" in methods_of(entry.callback) and entry.name not in NOT_WALKED
        for who in FOR[entry.callback.audience] - set(NOT_BY.get(entry.name, {}))
        if (entry.name, who) not in walked
    }

    assert missing == set()


def test_the_exceptions_are_needed():
    names = {entry.name for _route, entry in ALL if "POST" in methods_of(entry.callback)}
    walked = {(walk.route, walk.who) for walk in WALKS}

    assert set(NOT_WALKED) | set(NOT_BY) <= names
    assert not {walk.route for walk in WALKS} & set(NOT_WALKED)
    assert not {(route, who) for route, left_out in NOT_BY.items() for who in left_out} & walked


def test_every_role_walks():
    assert set(Member.Role.values) == {"admin", "specialist"}, (
        "a new role walks too: see tests/walks/stage.py"
    )
