"""Firefox and WebKitGTK, one process each for the run; a test that uses one is given its name."""

import os

import pytest

from appointments.models import Appointment
from forms.generation import generate
from forms.models import FieldKind, FormTemplate, FormType
from restartix.tools.local.browsers import find_firefox, find_webkit
from tests.browsers import cookies_of
from tests.engines.engine import Engine
from tests.engines.wires import Marionette, WebKit
from tests.forms.conftest import use

PICTURES = os.environ.get("SCREENSHOTS")
MISSING = "is not installed: apt-get install firefox-esr webkit2gtk-driver xvfb"


@pytest.fixture(scope="session")
def firefox():
    if not find_firefox():
        pytest.skip(f"Firefox {MISSING}")
    engine = Engine("firefox", Marionette())
    yield engine
    engine.stop()


@pytest.fixture(scope="session")
def firefox_without_script():
    if not find_firefox():
        pytest.skip(f"Firefox {MISSING}")
    engine = Engine("firefox", Marionette(**{"javascript.enabled": False}))
    yield engine
    engine.stop()


@pytest.fixture(scope="session")
def webkit():
    if not find_webkit():
        pytest.skip(f"WebKitGTK {MISSING}")
    engine = Engine("webkit", WebKit())
    yield engine
    engine.stop()


@pytest.fixture(params=["firefox", "webkit"])
def engine(request):
    """Each of the two in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def opened(serving):
    """A page as this seat sees it: `opened(engine, seat, "visits/1/")`."""

    def open_page(engine, seat, path, size=(1280, 1000)):
        cookies = [{**cookie, "path": "/"} for cookie in cookies_of(seat, serving.site)]
        engine.resize(*size)
        engine.be(cookies, serving.site)
        engine.visit(serving.site + seat.at(path))
        return engine

    return open_page


@pytest.fixture
def picture():
    return lambda engine, name: engine.picture(PICTURES, name)


@pytest.fixture
def every_kind(serving, admin, by_link, cast):
    """A form that asks in every way there is and wants a drawn signature, and the seat of who fills it in."""
    questions = {
        "A line": {"kind": FieldKind.TEXT},
        "A text": {"kind": FieldKind.LONG_TEXT},
        "A number": {"kind": FieldKind.NUMBER},
        "A date": {"kind": FieldKind.DATE, "required": True},
        "Which side": {"kind": FieldKind.CHOICE, "options": ["Left", "Right"]},
        "Which moves": {"kind": FieldKind.CHOICES, "options": ["Walking", "Sitting"]},
        "Does it hurt": {"kind": FieldKind.YES_NO, "required": True},
        "How much": {"kind": FieldKind.SCALE, "least": 0, "most": 10},
        "I was told of the risks.": {"kind": FieldKind.CONSENT, "required": True},
        "A scan": {"kind": FieldKind.FILE},
        "Your signature": {"kind": FieldKind.SIGNATURE, "required": True},
    }
    with admin.scope() as actor:
        template = FormTemplate.objects.create(
            organisation=cast.aurora.organisation, name="Every kind", type=FormType.SURVEY
        )
        for position, (label, asked) in enumerate(questions.items()):
            use(template, label, position, **asked)
        visit = Appointment.objects.get(pk=cast.soon.pk)
        (form,) = generate(visit=visit, templates=[template], by=actor)
    return by_link, form
