"""Pages that mail a link to an address: a mailbox can't be filled from any of them."""

import pytest
from django.urls import get_resolver

from restartix.limits import Limited
from tests.limits.test_limits import HOUR, statuses

pytestmark = pytest.mark.django_db
MAILS_A_LINK = {
    "visit_new_link": Limited("link", subject="pk"),
    "new_link": Limited("link", subject="pk"),
    "forms_reminder": Limited("link", subject="pk"),
    "invitation": Limited("link", email="email"),
    "invitation_again": Limited("link", subject="pk"),
    "guardian_invitation": Limited("link", email="email"),
    "own_login": Limited("link", email="own-email"),
}


def view_of(name):
    import restartix.clinic_urls

    return next(one.callback for one in every(get_resolver(restartix.clinic_urls)) if one.name == name)


def every(resolver):
    for one in resolver.url_patterns:
        yield from every(one) if hasattr(one, "url_patterns") else [one]


@pytest.mark.parametrize("name", MAILS_A_LINK)
def test_each_page_that_mails_a_link_counts_whom_it_is_about(name):
    assert view_of(name).limited == MAILS_A_LINK[name]


def test_of_one_visit_only_so_many_new_links_are_sent(settings, admin, cast):
    settings.LIMITS = {"link": {"subject": (2, HOUR)}}
    desk = admin.client()

    again = [desk.post(f"/aurora/appointments/{cast.soon.pk}/link/") for _ in range(3)]

    assert statuses(again) == [302, 302, 429]
    with admin.scope():
        assert cast.soon.effects.filter(code="link").count() == 2
    other = next(one for one in cast.aurora.visits if one.status == "upcoming" and one != cast.soon)
    assert desk.post(f"/aurora/appointments/{other.pk}/link/").status_code == 302


def test_one_address_is_invited_only_so_often(settings, admin):
    settings.LIMITS = {"link": {"email": (1, HOUR)}}
    told = {"name": "Vlad Enescu", "email": "vlad@aurora.example", "role": "admin"}

    again = [admin.client().post("/aurora/settings/team/invitation/", told) for _ in range(2)]

    assert statuses(again) == [302, 429]
