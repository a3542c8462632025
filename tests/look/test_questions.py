"""No page asks the database more than eight questions, whatever it shows, beside those that every page asks."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.look.pages import Seats, desk_pages, patients_pages, settings_pages

pytestmark = pytest.mark.django_db

MOST = 8
FRAME = ("SAVEPOINT", "RELEASE", "SELECT * FROM public.enter_scope", 'UPDATE "identity_session"')
# Pages that hold many kinds of things, one question each; to be lowered, never raised.
MORE = {
    r"my/$": 11,  # people, profiles, visits, forms, devices, past, papers, plans, sessions, the clinic
    r"people/[^/]+/$": 10,  # the person, visits and how many, plans, forms, proposals, services, the log, navigation
    r"absence/\?all=1$": 9,  # navigation's two among them
    r"settings/hours/[^/]+/$": 10,  # its three forms, what the public sees, what does not fit, navigation
    r"settings/calendars/[^/]+/$": 9,  # what may be chosen: services, specialists, forms
    r"settings/forms/[^/]+/$": 10,  # the template, its questions, others, where it hangs, where it could
    r"appointments/\d+/$": 9,  # who came into the call, once that may matter
}


@pytest.mark.parametrize("part", [patients_pages, desk_pages, settings_pages])
def test_a_page_asks_few_questions(cast, part):
    seats, many = Seats(cast), {}
    for name, path in part(cast):
        seat = getattr(seats, name)
        client = seat.client()
        with CaptureQueriesContext(connection) as asked:
            client.get(seat.at(path), headers={"Accept-Language": "en"})
        questions = [one["sql"] for one in asked if not is_frame(one["sql"])]
        if len(questions) > next((most for page, most in MORE.items() if re.search(page, path)), MOST):
            many[f"{name} {path}"] = questions

    assert many == {}


def is_frame(sql):
    return sql.startswith(FRAME) or 'FROM "identity_session"' in sql
