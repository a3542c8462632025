"""No page is left out of the looks by oversight.

Whoever adds a page adds it to tests.look.pages, where the files of this folder find it; what answers a GET with
something else than a page of its own is named here, with the reason.
"""

import inspect

from django.urls import get_resolver, resolve

from tests.look.pages import desk_pages, patients_pages, settings_pages

CLINIC = "restartix.config.clinic_urls"
NO_PAGES = {
    "visit_entry": "a calendar's entry",
    "feed_entries": "a calendar's feed",
    "logo": "a picture",
    "form_file": "a file that somebody gave",
    "form_document": "a PDF",
    "desk_document": "a PDF",
    "form_version": "the preview, of a form as it was before it was changed",
    "visit_link": "leads to the visit",
    "signed_paper": "a file that staff attached",
    "clinic_signing_link": "leads to the page on which a patient signs",
    "clinic_signing": "looked at in tests/promises/test_a_patient_signs_on_the_clinics_device.py",
    "clinic_form": "one form of that page, where no script runs",
    "signing_code": "needs a code that is open: the same test",
    "unlock": "needs a locked session: the same test",
    "hold_longer": "leads to the form, unless it is sent",
    "book_with_code": "the same",
    "booking_draft": "the same",
    "waiting_draft": "the same",
    "visit_phone": "needs a number to confirm: tests/look/test_proving.py",
    "visit_identity": "needs a link of an unknown holder: the same test",
    "form_token": "a token for a page that is open already",
    "clerk_session": "only with Clerk: looked at in tests/promises/test_clerk_really_signs_people_in.py",
    "my_booking": "leads to the booking pages",
    "my_archive": "an archive to keep",
    "dashboard_live": "a part of the dashboard",
    "onboarding_steps": "a part of the appointment's page",
    "session_papers": "a part of the session's page",
    "session_completion": "a part of the session's page",
    "session_addons": "a part of the session's page",
}


def readable(resolver):
    """The names of the routes that answer a GET."""
    for route in resolver.url_patterns:
        if hasattr(route, "url_patterns"):
            yield from readable(route)
        elif "GET" in methods_of(route.callback):
            yield route.name


def methods_of(view):
    """What Django's require_… decorators let through; everything if there is none."""
    while view:
        held = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if held:
            return held
        view = getattr(view, "__wrapped__", None)
    return ["GET"]


def test_every_page_is_looked_at(cast, db):
    wishes = [wish for pages in (patients_pages, desk_pages, settings_pages) for wish in pages(cast)]
    seen = {resolve(f"/{path.split('?')[0]}", urlconf=CLINIC).url_name for _who, path in wishes}

    assert set(readable(get_resolver(CLINIC))) - seen == set(NO_PAGES)
