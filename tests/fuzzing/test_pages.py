"""Every address with hostile parts, queries, headers, fields and bodies, by everybody: no answer is a 5xx."""

import re

import pytest

from tests.access.test_routes import ROUTES, address, ids_at, seats
from tests.architecture.test_routes import methods_of
from tests.fuzzing.hostile import COUNT, HEADERS, TYPES, VALUES, Request, drawn, encoded, in_path
from tests.walks.page import Reading

pytestmark = pytest.mark.django_db
WHO = ("nobody", "private link", "patient", "guardian", "specialist", "admin")
NAMES = [
    *(
        "q",
        "day",
        "month",
        "week",
        "page",
        "next",
        "name",
        "email",
        "phone",
        "zone",
        "at",
        "start",
        "specialist",
        "service",
    ),
    *(
        "time",
        "revision",
        "code",
        "reason",
        "id",
        "order",
        "until",
        "first",
        "state",
        "typed",
        "slot",
        "language",
        "seen",
        "list",
    ),
]


@pytest.mark.parametrize("who", WHO)
def test_no_address_breaks(who, cast, by_link, admin, survives):
    seat, ids, chance = seats(cast, by_link)[who], ids_at(admin, cast.soon), drawn(f"address {who}")
    requests = [hostile(seat, *chance.choice(ROUTES), ids, chance) for _turn in range(COUNT)]

    survives(requests, seat.client)


@pytest.mark.parametrize("who", WHO)
def test_no_form_breaks(who, cast, by_link, admin, survives):
    """The forms that pages really have, with some of their fields replaced."""
    seat, ids, chance = seats(cast, by_link)[who], ids_at(admin, cast.soon), drawn(f"form {who}")
    forms = forms_seen_by(seat, ids, chance)
    assert forms

    requests = [filled_in(*chance.choice(forms), chance=chance) for _turn in range(COUNT)]

    survives(requests, seat.client)


def hostile(seat, route, entry, ids, chance):
    path = (
        re.sub(r"<(\w+):\w+>", lambda part: part_of(part, chance), route)
        if chance.random() < 0.3
        else address(route, ids)
    )
    query = fields(NAMES, chance) if chance.random() < 0.7 else []
    methods = [*methods_of(entry.callback), "GET", "POST", "POST", "PUT", "HEAD", "OPTIONS"]
    body, kind = encoded(fields(NAMES, chance)), TYPES[0]
    if chance.random() < 0.3:
        body, kind = in_path(chance.choice(VALUES)).encode(), chance.choice(TYPES)
    at = seat.at(path) + ("?" + encoded(query).decode() if query else "")
    return Request(chance.choice(methods), at, body, kind, headers(chance))


def part_of(match, chance):
    wanted = {
        "int": ["0", "9" * 25, "2147483648", "-1", "²"],
        "uuid": [VALUES[-1], "ffffffff-ffff-ffff-ffff-ffffffffffff"],
    }
    return in_path(chance.choice([*wanted.get(match[1], []), *VALUES]))


def headers(chance):
    names = chance.sample(list(HEADERS), chance.randrange(3))
    return {name: chance.choice(HEADERS[name]) for name in names}


def fields(names, chance):
    return [(chance.choice(names), chance.choice(VALUES)) for _turn in range(chance.randrange(1, 5))]


def forms_seen_by(seat, ids, chance):
    """Of a share of the pages that this one may open: where each form goes, and what it would send."""
    found = []
    routes = [one for one in ROUTES if "GET" in methods_of(one[1].callback)]
    for route, _entry in chance.sample(routes, min(len(routes), max(25, COUNT // 3))):
        page = seat.client().get(seat.at(address(route, ids)))
        if page.status_code != 200 or "html" not in page.get("Content-Type", ""):
            continue
        reading = Reading()
        reading.feed(page.text)
        found += [(form, page.request["PATH_INFO"]) for form in reading.page.forms]
    return found


def filled_in(form, page, chance):
    sent = []
    for name, values in form.fields.items():
        choices = form.choices.get(name) or values
        for value in values:
            draw = chance.random()
            if draw < 0.35:
                sent.append((name, chance.choice(VALUES)))
            elif draw < 0.9:
                sent.append((name, chance.choice([value, *choices])))
    sent += fields(NAMES, chance) if chance.random() < 0.2 else []
    sent += [(one.name, one.value) for one in form.buttons if one.name and chance.random() < 0.3]
    action = form.action or page
    if form.method == "post":
        return Request("POST", action, encoded(sent), headers=headers(chance))
    return Request("GET", f"{action.partition('?')[0]}?{encoded(sent).decode()}", headers=headers(chance))
