"""What strangers send bars nobody: not from signing in, not from booking, not from a link or code that is theirs."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse, set_script_prefix
from django.utils import timezone

import restartix.config.clinic_urls
from appointments.models import Appointment
from restartix.core.effects.models import Effect
from tests.promises.walking import BOOKER, DETAILS, plain, work

HOUR = 3600
VALUES = {"UUIDConverter": UUID(int=7), "IntConverter": 7, "SlugConverter": "x", "StringConverter": "x"}


def every(resolver):
    for pattern in resolver.url_patterns:
        yield from every(pattern) if hasattr(pattern, "url_patterns") else [pattern]


def limited_pages():
    return [
        one for one in every(get_resolver(restartix.config.clinic_urls)) if hasattr(one.callback, "limit")
    ]


def address(pattern):
    """A page's address with values of the right kind."""
    kinds = pattern.pattern.converters
    set_script_prefix("/aurora/")
    values = {name: VALUES[type(kind).__name__] for name, kind in kinds.items()}
    return reverse(pattern.name, kwargs=values, urlconf=restartix.config.clinic_urls)


def tries(committed):
    [(counted,)] = committed.connect("superuser").execute("SELECT count(*) FROM limits_try").fetchall()
    return counted


def token_of(browser, page="/aurora/sign-in/"):
    return re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get(page).content.decode())[1]


@pytest.mark.parametrize("pattern", limited_pages(), ids=lambda pattern: pattern.name)
def test_what_has_no_form_token_is_refused_and_not_counted(committed, pattern):
    stranger = Client(enforce_csrf_checks=True)

    answers = [stranger.post(address(pattern), {"email": BOOKER}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert tries(committed) == 0


@pytest.mark.parametrize(
    "pattern",
    [one for one in limited_pages() if not one.callback.is_for_everyone],
    ids=lambda pattern: pattern.name,
)
def test_whom_a_page_is_not_for_is_sent_away_and_not_counted(committed, pattern):
    stranger = Client(enforce_csrf_checks=True)
    token = token_of(stranger)

    answer = stranger.post(address(pattern), {"csrfmiddlewaretoken": token})

    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]
    assert tries(committed) == 0


def test_five_requests_of_a_stranger_keep_nobody_from_signing_in(committed, cast, visitor, deliver):
    """Without a token nothing happened; with one, links were mailed, and each of them works."""
    for _ in range(5):
        Client(enforce_csrf_checks=True).post("/aurora/sign-in/", {"email": cast.ana.email})
    for _ in range(7):
        stranger = Client()
        assert stranger.post("/aurora/sign-in/", {"email": cast.ana.email}).status_code == 302
    mails = deliver("sign-in")
    assert len(mails) == 5

    answer = visitor.client().post(visitor.at("sign-in/"), {"email": cast.ana.email}, follow=True)
    assert answer.status_code == 200
    assert len(deliver("sign-in")) == 5, "the page looks the same, and nothing more was sent"
    for mail in mails:
        [link] = re.findall(r"(/aurora/sign-in/[0-9a-f]+/)", plain(mail))
        assert visitor.client().post(link)["Location"] == "/aurora/dashboard/"


def test_a_valid_link_works_where_the_network_has_tried_too_often(
    committed, cast, visitor, deliver, settings
):
    visitor.client().post(visitor.at("sign-in/"), {"email": cast.ana.email})
    [mail] = deliver("sign-in")
    settings.LIMITS = {name: {"network": (1, HOUR), "client": (1, HOUR)} for name in settings.LIMITS}
    for _ in range(2):
        refused = visitor.client().post(visitor.at("sign-in/"), {"email": "nobody@nowhere.example"})
    assert refused.status_code == 429

    [link] = re.findall(r"(/aurora/sign-in/[0-9a-f]+/)", plain(mail))
    assert visitor.client().post(link).status_code == 302


def test_a_patients_own_new_link_is_answered_alike_and_the_last_one_sent_works(
    committed, patient, cast, settings, deliver
):
    settings.LIMITS = {"link": {"subject": (1, HOUR)}}
    page = patient.at(f"visits/{cast.soon.pk}/link/")

    answers = [patient.client().post(page) for _ in range(3)]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, patient.at(f"visits/{cast.soon.pk}/"))
    }
    [mail] = deliver("link")
    [link] = set(re.findall(r"(/aurora/v/\d+/[0-9a-f]+/)", plain(mail)))
    assert Client().get(link).status_code == 302


def test_a_reminder_is_answered_alike_and_sent_once(committed, admin, cast, settings):
    settings.LIMITS = {"link": {"subject": (1, HOUR)}}
    with admin.scope():
        visit = next(
            visit
            for visit in Appointment.objects.filter(
                status__in=["upcoming", "confirmed"], started_at__gt=timezone.now()
            )
            if visit.forms.unsigned_required().filter(filled_by="patient").exists()
        )
    page = admin.at(f"appointments/{visit.pk}/link/")
    assert admin.client().post(page).status_code == 302

    answer = admin.client().post(admin.at(f"appointments/{visit.pk}/forms-reminder/"))

    assert answer.status_code == 302
    with admin.scope():
        assert not Effect.objects.filter(
            appointment=visit, code="forms", created_at__gt=timezone.now() - timedelta(minutes=1)
        ).exists()


def test_an_invited_guardian_is_one_whether_or_not_another_message_goes_out(committed, admin, cast, settings):
    settings.LIMITS = {"link": {"email": (1, HOUR)}}
    told = {
        "name": "Ion Preda",
        "email": "ion@patients.example",
        "relationship": "father",
        "rights": ["book"],
    }

    for person in (cast.luca, cast.elena):
        answer = admin.client().post(admin.at(f"people/{person.pk}/family/new/"), told)
        assert answer.status_code == 302, answer.content.decode()
        work(committed, cast, "invitation", kind="account")

    guards = committed.connect("superuser").execute(
        "SELECT count(*) FROM patients_guardianship g JOIN identity_user u ON u.id = g.user_id WHERE u.email = %s",
        [told["email"]],
    )
    assert guards.fetchone() == (2,)
    assert asked_for(committed, "portal") == 1


def test_a_wish_stands_without_a_message_past_the_limit(committed, visitor, cast, settings):
    settings.LIMITS = {"booking": {"email": (1, HOUR)}}
    page = visitor.at(f"services/{cast.aurora.services['first-visit'].pk}/waitlist/")
    day = (cast.today + timedelta(days=4)).isoformat()
    told = DETAILS | {"specialist": "anyone", "part_of_day": "any", "earliest": day, "latest": day}

    answers = [visitor.client().post(page, told | {"once": str(uuid4())}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len({answer["Location"] for answer in answers}) == 2
    for answer in answers:
        assert visitor.client().get(answer["Location"]).status_code == 200
    assert asked_for(committed, "waitlist") == 1


def asked_for(committed, code):
    asked = committed.connect("superuser").execute(
        "SELECT count(*) FROM effects_effect WHERE code = %s", [code]
    )
    return asked.fetchone()[0]
