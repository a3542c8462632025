"""What every test may ask for. The databases are explained in tests/database.py."""

import gc

import pytest
from django.conf import settings
from django.urls import clear_script_prefix

from restartix.core.design.fragment_cache import FragmentCache
from restartix.tools.local.servers import start_worker
from tests.browsers import add_pages, browse, chromium, expected_complaints, playwright  # noqa: F401 (fixtures)
from tests.cast import Seat, known, restore
from tests.database import (
    Committed,
    cluster,
    copy_of,
    drop_database,
    make_database,
    make_template,
    new_name,
    pointed_at,
)
from tests.dates import is_about_dates
from tests.fuzzing.summary import pytest_terminal_summary  # noqa: F401 (a hook)
from tests.live import Live, collect_static_files
from tests.making import make_visit  # noqa: F401 (a fixture)
from tests.order import sort_key
from tests.seeds import add_seed, seed_hypothesis

FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences"}


def pytest_configure(config):
    """Static files are the real web server's: no test client has the whole folder of them read."""
    settings.WHITENOISE_AUTOREFRESH = True
    seed_hypothesis(config)
    config.option.loadscopereorder = False  # pytest-xdist would begin with what has most tests


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item):
    if is_about_dates(item):
        item.add_marker("dates")


def pytest_collection_modifyitems(items):
    """What takes long is begun with, or one process would still be busy when the others have nothing left to do.

    pytest-django would empty the tables after a test of its real transactions, which the web's role may not do.
    """
    items.sort(key=sort_key)
    for item in items:
        marker = item.get_closest_marker("django_db")
        if FLUSHING & set(item.fixturenames) or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid} wants real transactions: use the fixture `committed`.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.failed:
        add_seed(item, report)
        add_pages(item, report)
    return report


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """What was read by now stays until the end: no need to look through it again for what can be thrown away."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def template(django_test_environment, django_db_blocker):
    """The name of the migrated database that others are copied from."""
    name = new_name("template")
    with django_db_blocker.unblock():
        make_template(name)
    yield name
    drop_database(cluster, name)


@pytest.fixture(scope="session")
def django_db_setup(template):
    """Instead of pytest-django's: tests with `db` share one copy and leave nothing in it."""
    name = new_name("tests")
    make_database(cluster, name, template=template)
    with pointed_at(name):
        yield
    drop_database(cluster, name)


@pytest.fixture
def committed(request, template, django_db_blocker):
    """A database of this test's own, in which it may commit: see tests.database.Committed."""
    if "db" in request.fixturenames:
        raise pytest.UsageError("A test has either `db` or `committed`.")
    name = request.getfixturevalue("web").database if "serving" in request.fixturenames else ""
    with django_db_blocker.unblock(), copy_of(template, name) as copy:
        yield copy


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Each test finds its pages undrawn, no clinic's address left over from the one before, and the cast as loaded."""
    restore()
    clear_script_prefix()
    for kept in FragmentCache.every:
        kept.forget()


@pytest.fixture(scope="module")
def shared(template, django_db_blocker):
    """One for all of a file's tests, which leave nothing in it; Django's own connection stays where it is."""
    shared = Committed(new_name())
    with django_db_blocker.unblock():
        make_database(cluster, shared.name, template=template)
        yield shared
        shared.close()
        drop_database(cluster, shared.name)


@pytest.fixture(scope="session")
def web(template, tmp_path_factory):
    """The real web server, which knows its database by name: each test that is served has another one there."""
    collect_static_files()
    live = Live(new_name("served"), tmp_path_factory.mktemp("served"))
    make_database(cluster, live.database, template=template)
    live.start()
    yield live
    live.stop()
    drop_database(cluster, live.database)


@pytest.fixture
def serving(committed, web, settings):
    """The real web server on `committed`'s database: see tests.live.Live."""
    web.forget_mail()
    settings.SITE_URL = web.site
    settings.OUTBOX_DIR = web.outbox
    return web


@pytest.fixture
def worker(serving):
    """The real worker's process beside it."""
    worker = start_worker(serving.surroundings, serving.logs)
    yield worker
    worker.stop()


@pytest.fixture(scope="session")
def cast(template):
    """The people and rows that tests speak of: see tests.cast."""
    return known()


@pytest.fixture(scope="session")
def visitor(cast):
    return Seat("aurora")


@pytest.fixture(scope="session")
def by_link(cast):
    """Whoever holds the private link of Elena's next visit."""
    return Seat("aurora", link=cast.soon.link_token)


@pytest.fixture(scope="session")
def patient(cast):
    return cast.signed_in(cast.elena.user)


@pytest.fixture(scope="session")
def guardian(cast):
    return cast.signed_in(cast.maria.user)


@pytest.fixture(scope="session")
def specialist(cast):
    return cast.signed_in(cast.ioana.member.user)


@pytest.fixture(scope="session")
def admin(cast):
    return cast.signed_in(cast.ana)


@pytest.fixture(scope="session")
def other_admin(cast):
    return cast.signed_in(cast.grace, "riverside")
