"""Every address, asked by everybody: its declared audience and the rows decide the answer.

Whoever it is not for is sent to sign in, or finds nothing once signed in; another clinic's ids answer as made-up ones.
"""

import re
import uuid
from difflib import unified_diff
from urllib.parse import quote

import pytest
from django.db import transaction
from django.urls import resolve

from appointments.models import Block, Calendar, PatientServicePlan, Product
from forms.models import Form, TemplateField
from restartix.core.clinics.models import Member
from restartix.core.effects.models import Effect
from reviews.models import Alert
from tests.architecture.test_routes import methods_of, routes
from tests.cast import Seat

pytestmark = pytest.mark.django_db

ROUTES = [(route, entry) for route, entry in routes("restartix.config.clinic_urls")]
SIGNED_IN = {"patient", "guardian", "specialist", "other specialist", "admin", "other clinic's admin"}
STAFF = {"specialist", "other specialist", "admin"}
FOR = {
    "everyone": {"nobody", "private link", *SIGNED_IN},
    "anyone anywhere": {"nobody", "private link", *SIGNED_IN},
    "patients": {"private link", *SIGNED_IN},
    "signed in": SIGNED_IN,
    "members": STAFF,
    "admins": {"admin"},
}
# Whose rows they are, by how the address begins: Elena's next visit, which is Ioana's, and what belongs to it.
ROWS = {
    "visits/<": {"private link", "patient"},
    "appointments/<": {"specialist", "admin"},
    "specialists/<": {"specialist", "admin"},
    "settings/hours/<": {"specialist", "admin"},
    "calendar/blocks/<": {"specialist", "admin"},
    "effects/<": {"specialist", "admin"},
    "my/people/<": {"patient"},
}
# Where there is nothing for anybody here: a key or a thing of which the cast has none (files, versions, a logo, …).
NOT_THERE = (
    "files/",
    "v/",
    "w/",
    "logo/",
    "feed/<",
    "c/<",
    "my/archives/<",
    "sign-in/clerk/",
    "my/family/<",
    "papers/<",
    "proposals/<",
)
NOT_YET = (
    *("<int:number>/", "/document/", "<uuid:held>/", "<uuid:held>/end/", "/withdrawal/"),
    "<uuid:pk>/invitation/",  # of who has not come yet
    *("/signing/<uuid:signing>/", "/signing/<uuid:signing>/end/"),  # of a visit with no code open
)
OWN_CALENDAR = {"specialist", "other specialist"}


def seats(cast, by_link):
    logins = {
        "patient": cast.elena.user,
        "guardian": cast.maria.user,
        "specialist": cast.ioana.member.user,
        "other specialist": cast.andrei.member.user,
        "admin": cast.ana,
        "other clinic's admin": cast.grace,
    }
    return {"nobody": Seat("aurora"), "private link": by_link} | {
        who: cast.signed_in(login) for who, login in logins.items()
    }


def is_there(route, audience, who):
    """Whether this page answers them, rather than sending them to sign in or finding nothing."""
    if who not in FOR[audience] or route.startswith(NOT_THERE) or route.endswith(NOT_YET):
        return False
    if route in ("feed/", "feed/renewal/", "feed/revocation/"):
        return who in OWN_CALENDAR
    if route.startswith("check/<"):
        return False
    return who in next((whose for start, whose in ROWS.items() if route.startswith(start)), SIGNED_IN | {who})


def ids_at(seat, visit):
    """What stands in an address, by the part before it, as this clinic's admin finds it."""
    with seat.scope():
        form = Form.objects.filter(appointment=visit, filled_by="patient").first()
        place = TemplateField.objects.first()
        specialist, person = visit.specialist_id, visit.patient_person_id
        found = {"people": person, "specialists": specialist, "hours": specialist}
        found |= {"services": visit.service_id, "waitlist": visit.service_id}
        found |= {"calendars": first(Calendar), "products": first(Product)}
        found |= {"team": first(Member.objects.exclude(role="admin")), "plans": first(PatientServicePlan)}
        found |= {"blocks": first(Block.objects.filter(specialist=specialist))}
        found |= {"alerts": first(Alert), "effects": first(Effect.objects.filter(appointment_id=visit.pk))}
        found |= {"questions": place and place.field_id, "place": place and place.pk}
        found |= {"settings/forms": place and place.template_id, "form": form and form.pk}
    return found | dict.fromkeys(("visits", "appointments", "v"), visit.pk)


def first(rows):
    return getattr(rows, "objects", rows).values_list("pk", flat=True).first()


def address(route, ids):
    def value(match):
        kind, name = match.groups()
        before = route[: match.start()].rstrip("/")
        part = {"settings/forms": before, "visits/<int:visit>/forms": "form"}.get(
            before, before.split("/")[-1]
        )
        part = "form" if before.endswith("<int:visit>/forms") or before == "check" else part
        found = ids.get("place" if name == "place" else part)
        other = {"uuid": uuid.UUID(int=7), "int": 987654321}.get(
            kind, "account" if name == "step" else "made-up"
        )
        return str(found or other)

    return re.sub(r"<(\w+):(\w+)>", value, route)


def ask(seat, path):
    """The answer to GET, or to an empty POST where only that is taken; whatever it changed is undone."""
    with transaction.atomic():
        client = seat.client()
        view = view_at(seat, path)
        answer = client.get(path) if "GET" in methods_of(view) else client.post(path, {})
        transaction.set_rollback(True)
    return answer


def view_at(seat, path):
    inside = f"/{seat.slug}/"
    if path.startswith(inside):
        return resolve(path.removeprefix(f"/{seat.slug}"), "restartix.config.clinic_urls").func
    return resolve(path, "restartix.config.urls").func


@pytest.mark.parametrize("who", ["nobody", "private link", *sorted(SIGNED_IN)])
def test_each_route_answers_whom_it_is_for(who, cast, by_link, admin, settings):
    settings.LIMITS = {}
    seat, ids, wrong = seats(cast, by_link)[who], ids_at(admin, cast.soon), []
    for route, entry in ROUTES:
        audience = entry.callback.audience
        answer = ask(seat, seat.at(address(route, ids)))
        expected = "an answer" if is_there(route, audience, who) else "nothing"
        if expected == "nothing" and who not in FOR[audience] and who not in SIGNED_IN:
            expected = "sign in"
        if said(answer, route, who) != expected:
            wrong.append(f"{route} for {audience}: {answer.status_code}, not {expected}")

    assert wrong == []


def said(answer, route, who):
    if answer.status_code in (301, 302) and "/sign-in/" in answer.headers["Location"]:
        return "an answer" if route == "account/sign-out/" and who in SIGNED_IN else "sign in"
    if answer.status_code >= 500:
        return "a failure"
    return "nothing" if answer.status_code == 404 else "an answer"


@pytest.mark.parametrize("who", ["nobody", "private link", "patient", "admin"])
def test_another_clinics_id_answers_as_a_made_up_one(who, cast, by_link, other_admin, settings):
    settings.LIMITS = {}
    seat, theirs, different = seats(cast, by_link)[who], ids_at(other_admin, cast.riverside.visits[-1]), []
    for route, entry in ROUTES:
        if ("<uuid" not in route and "<int" not in route) or who not in FOR[entry.callback.audience]:
            continue
        answers = [
            plain(ask(seat, seat.at(path)), path) for path in (address(route, theirs), address(route, {}))
        ]
        if answers[0] != answers[1]:
            different += [route, *unified_diff(*(str(one).split("\\n") for one in answers), n=0)]

    assert different == []


def plain(answer, path):
    """Status and body, without what differs each time and without the address that was asked for."""
    body = re.sub(
        r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|[\w-]{60,}', "", answer.content.decode()
    )
    body = re.sub(r"\n\s*\n+", "\n", body)
    for written in (path, quote(path), quote(path, safe="")):
        body = body.replace(written, "…")
    for part in re.findall(r"[\w-]{20,}", path):
        body = body.replace(part, "…")
    for number in re.findall(r"/(\d+)/", path):
        body = body.replace(f"/{number}/", "/…/")
    return answer.status_code, answer.headers.get("Location", ""), body
