"""What only takes what is sent to it, opened as a page, leads to the page where its button stands."""

import pytest

from tests.access.test_routes import address, ids_at
from tests.architecture.test_routes import ALL, methods_of

pytestmark = pytest.mark.django_db


def test_none_of_them_is_an_empty_page(admin, cast, settings):
    settings.LIMITS = {}
    ids, client, empty = ids_at(admin, cast.soon), admin.client(), []
    for route, entry in ALL:
        if "GET" in methods_of(entry.callback) or route.startswith(("hooks/", "language/")):
            continue
        answer = client.get(admin.at(address(route, ids)), follow=True)
        if answer.status_code not in (200, 404, 410):
            empty.append(f"{route}: {answer.status_code}")

    assert empty == []


@pytest.mark.parametrize(
    ("sent_to", "page"),
    [
        ("appointments/{visit}/cancellation/", "appointments/{visit}/"),
        ("people/{person}/family/new/", "people/{person}/family/"),
        ("account/sign-out/", "account/"),
        ("sign-out/", ""),
        ("effects/7f0e3a52-9d5e-4c38-9d4e-0c9a5a1c7e10/retry/", ""),
    ],
)
def test_the_page_above_is_for_the_same_people(admin, cast, sent_to, page):
    ids = {"visit": cast.soon.pk, "person": cast.elena.pk}

    answer = admin.client().get(admin.at(sent_to.format(**ids)))

    assert answer["Location"] == admin.at(page.format(**ids))


def test_what_the_address_asks_for_goes_along(visitor, cast):
    service = cast.aurora.services["first-visit"].pk

    answer = visitor.client().get(visitor.at(f"services/{service}/hold/?zone=Europe/London"))

    assert answer["Location"] == visitor.at(f"services/{service}/?zone=Europe/London")


def test_a_script_and_a_service_are_told_what_is_taken(visitor, cast):
    script = visitor.client().get(visitor.at("sign-out/"), headers={"HX-Request": "true"})

    assert script.status_code == 405
    assert visitor.client().get("/hooks/clerk/").status_code == 405
