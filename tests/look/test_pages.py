"""Every page as its people see it: nothing wider than the screen, no complaint in the console, axe finds nothing.

Each page is looked at in one width, theme and language, another one each day; `bin/test --all` takes every one.
"""

import os
from datetime import UTC, datetime
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

from appointments.models import Status
from restartix.sample.world import known_id
from tests.appointments.session.conftest import browse, chromium  # noqa: F401 (fixtures)

pytestmark = pytest.mark.browser

LOOKS = list(product((390, 1280), ("light", "dark"), ("en", "ro")))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PICTURES = os.environ.get("SCREENSHOTS")


def pages(cast):
    """Who looks at what: the fixture's name and the path."""
    soon, clinic = cast.soon, cast.aurora
    done = cast.visit(Status.DONE)
    with cast.signed_in(cast.ana).scope():
        form = soon.forms.filter(filled_by="patient", is_prefilled=False).first()
        signed = done.forms.filter(status="signed", filled_by="specialist").first()
    yield from (("visitor", path) for path in ("", "privacy/", "sign-in/", f"services/{soon.service_id}/"))
    yield "visitor", f"services/{soon.service_id}/?month={soon.started_at:%Y-%m}"
    yield from (("by_link", f"visits/{soon.pk}/"), ("by_link", f"visits/{soon.pk}/session/"))
    yield "by_link", f"visits/{soon.pk}/device/"
    if form:
        yield "by_link", f"visits/{soon.pk}/forms/{form.pk}/"
    yield from (("guardian", f"my/people/{cast.luca.pk}/"), ("admin", f"people/{cast.luca.pk}/profile/"))
    yield from (
        ("guardian", "my/family/"),
        ("admin", f"people/{cast.luca.pk}/family/"),
        ("admin", "ratings/"),
        ("guardian", "my/"),
        ("patient", f"my/people/{cast.elena.pk}/data/"),
        ("patient", f"my/people/{cast.elena.pk}/visits/"),
    )
    yield from (("patient", "my/"), ("admin", f"appointments/{done.pk}/"))
    yield "admin", f"appointments/{done.pk}/forms/{signed.pk}/"
    yield from (("visitor", path) for path in ("check/", f"check/{signed.pk}/{signed.content_hash[:16]}/"))
    yield from (
        ("admin", path)
        for path in ("dashboard/", "calendar/", "alerts/", "settings/", f"appointments/{soon.pk}/")
    )
    yield from (
        ("specialist", path)
        for path in ("dashboard/", "calendar/", "feed/", f"appointments/{soon.pk}/session/")
    )
    today = f"{soon.started_at:%Y-%m-%d}"
    yield from (
        ("admin", f"calendar/?{asked}")
        for asked in (f"month={today[:7]}", f"day={today}&all=1", f"from={today}")
    )
    yield from (("specialist", f"calendar/?day={today}"), ("guardian", "my/calendar/"))
    yield from (("by_link", f"visits/{soon.pk}/forms/"), ("specialist", f"appointments/{soon.pk}/forms/"))
    yield from (("admin", f"settings/forms/{path}") for path in designer(clinic))
    yield from access(cast)
    yield "visitor", f"c/{next(iter(clinic.calendars.values())).slug}/"
    yield from changes_of_plan(cast)
    yield from (("visitor", f"waitlist/{soon.service_id}/"), ("admin", "waitlist/"))
    yield from settings_of(cast)


def settings_of(cast):
    """What is set up, by whom, and finding somebody."""
    clinic, ioana = cast.aurora, cast.ioana.pk
    some = {
        key: next(iter(kept.values())).pk
        for key, kept in (("services", clinic.services), ("calendars", clinic.calendars))
    }
    paths = (
        "hours/",
        f"hours/{ioana}/",
        "services/",
        "services/new/",
        f"services/{some['services']}/",
        "calendars/",
    )
    more = (
        f"calendars/{some['calendars']}/",
        "products/",
        "team/",
        "team/invitation/",
        "clinic/",
        "plans/",
        "start/",
    )
    yield from (("admin", f"settings/{path}") for path in (*paths, *more))
    yield from (("specialist", f"settings/hours/{ioana}/"), ("specialist", f"people/{cast.elena.pk}/"))
    yield from (("admin", "search/?q=elena"), ("admin", f"people/{cast.elena.pk}/"))


def changes_of_plan(cast):
    """Registered, moved, called off, brought back: the pages on which plans change."""
    soon, gone = cast.soon, cast.visit(Status.CANCELLED)
    yield from (("admin", "appointments/new/"), ("admin", "appointments/removed/"))
    yield from (("admin", f"appointments/{soon.pk}/time/"), ("admin", f"appointments/{gone.pk}/"))
    yield "admin", f"specialists/{soon.specialist_id}/absence/?all=1"
    yield "by_link", f"visits/{soon.pk}/time/"


def access(cast):
    """Taking a booking on, and one's own account."""
    yield "admin", f"appointments/{cast.visit(Status.BOOKED).pk}/"
    yield from (("patient", "account/"), ("specialist", "account/"), ("admin", "settings/log/"))


def designer(clinic):
    """Of the form library: its lists, a form on the drawing board, a question's place in it, its preview."""
    survey = clinic.templates["intake"].pk
    which = known_id("use", str(survey), str(known_id("field", "aurora", "medication")))
    return (
        "",
        "questions/",
        "questions/new/",
        f"{survey}/",
        f"{survey}/questions/{which}/",
        f"{survey}/preview/",
    )


def looks_for(position):
    if os.environ.get("EVERY_LOOK"):
        return LOOKS
    return [LOOKS[(position + datetime.now(UTC).date().toordinal()) % len(LOOKS)]]


def test_every_page_looks_right(request, browse, cast, serving):  # noqa: F811
    found = []
    for position, (who, path) in enumerate(pages(cast)):
        seat = request.getfixturevalue(who)
        for width, theme, language in looks_for(position):
            page = browse(
                seat,
                path,
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                extra_http_headers={"Accept-Language": language},
            )
            found += [f"{who} {path} {width} {theme} {language}: {fault}" for fault in faults_of(page)]
            if PICTURES:
                name = f"{who}-{path.replace('/', '_').replace('?', '')}-{width}-{theme}-{language}.png"
                page.screenshot(path=os.path.join(PICTURES, name), full_page=True, caret="initial")
            page.context.close()
    assert not found, "\n".join(found)


def faults_of(page):
    axe = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    for violation in axe.response["violations"]:
        yield f"{violation['id']}: {violation['nodes'][0]['html'][:160]}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if too_wide > 0:
        yield f"{too_wide} pixels too wide"
