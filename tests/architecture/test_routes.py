"""Every address says whom it is for, and no two say the same."""

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

AUDIENCES = {"everyone", "anyone anywhere", "patients", "signed in", "members", "admins"}


def routes(urlconf):
    def below(resolver, prefix):
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLPattern):
                yield route, entry
            else:
                yield from below(entry, route)

    return list(below(get_resolver(urlconf), ""))


def methods_of(view):
    """What the view says it takes; nothing when it doesn't say."""
    while view is not None:
        names = view.__code__.co_freevars
        if "request_method_list" in names:
            return set(view.__closure__[names.index("request_method_list")].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return set()


ALL = [
    (route, entry)
    for urlconf in ("restartix.config.urls", "restartix.config.clinic_urls")
    for route, entry in routes(urlconf)
]


def test_each_route_declares_whom_it_is_for():
    assert [route for route, entry in ALL if getattr(entry.callback, "audience", None) not in AUDIENCES] == []
    assert len(ALL) > 150, "these are all of them"


def test_each_route_says_what_it_takes():
    assert [route for route, entry in ALL if not methods_of(entry.callback)] == []


def test_each_route_has_a_name():
    assert [route for route, entry in ALL if not entry.name] == []


@pytest.mark.parametrize("urlconf", ["restartix.config.urls", "restartix.config.clinic_urls"])
def test_names_are_given_once(urlconf):
    names = [entry.name for _, entry in routes(urlconf)]

    assert sorted(names) == sorted(set(names))


def test_no_clinics_page_hides_behind_an_address_outside_clinics():
    from restartix.core.web.middleware import OUTSIDE_CLINICS

    outside = {route.split("/")[0] for route, _ in routes("restartix.config.urls")}

    assert outside <= OUTSIDE_CLINICS


def test_staffs_pages_are_the_staffs():
    """What changes a visit at the desk is never for everyone."""
    desk = {
        route: entry.callback.audience
        for route, entry in ALL
        if entry.callback.__module__.startswith(("restartix.pages.desk", "restartix.pages.consultation.desk"))
    }

    assert {
        route: audience for route, audience in desk.items() if audience not in {"members", "admins"}
    } == {}
    assert desk
