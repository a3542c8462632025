"""The floor that pages are held against: the least that Django does for one row under row-level security, or for the
rows of one booking, served by the same gunicorn from the same database as the same role. No middleware, no template."""

from __future__ import annotations

import os
import uuid
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from restartix.tools.bench import columns as sql
from restartix.tools.bench.columns import NEEDED

database = urlsplit(os.environ["DATABASE_URL"])
settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="floor",
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database.path.lstrip("/"),
            "USER": unquote(database.username or ""),
            "PASSWORD": unquote(database.password or ""),
            "HOST": database.hostname,
            "PORT": database.port,
            "CONN_MAX_AGE": None,
        }
    },
)
django.setup()

PERSONS, VISITS = "patients_patientperson", "appointments_appointment"
SCOPE = (
    "SELECT set_config('app.user_id', %s, true), set_config('app.organisation_id', '1', true),"
    " set_config('app.link_hash', %s, true), set_config('app.client_id', %s, true)"
)
A_PERSON = {"id": "%(person)s", "name": "'Patient'", "link_hash": "%(hash)s", "made_by_id": "1"}
A_VISIT = {
    "organisation_id": "1",
    "patient_person_id": "%(person)s",
    "booked_as_id": "%(person)s",
    "specialist_id": "%(specialist)s",
    "service_id": "%(service)s",
    "started_at": "%(start)s",
    "ended_at": "%(end)s",
    "status": "'booked'",
    "booking_client_id": "%(client)s",
    "language": "'en'",
    "link_nonce": "%(hash)s",
    "link_hash": "%(hash)s",
}


def row(request: HttpRequest, user: str) -> HttpResponse:
    """One visit of the clinic's, found by its key, as its admin."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SCOPE, [user, "", ""])
        cursor.execute("SELECT id, status FROM appointments_appointment WHERE id = %s", [request.GET["id"]])
        found = cursor.fetchone()
    return HttpResponse(f"<!doctype html><title>{found[0]}</title><p>{found[1]}</p>")


def insert(request: HttpRequest) -> HttpResponse:
    """A person and their booked visit; triggers, policies and the constraint judge it as they do any other."""
    person, client, link = uuid.uuid4(), uuid.uuid4(), uuid.uuid4().hex
    start = datetime.fromisoformat(request.POST["at"])
    values: dict[str, Any] = {
        "person": person,
        "client": client,
        "hash": link,
        "specialist": request.POST["with"],
        "service": request.POST["service"],
        "start": start,
        "end": start + timedelta(minutes=30),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SCOPE, ["", link, str(client)])
        for statement in statements():
            cursor.execute(statement, values)
        made = cursor.fetchone()
    return HttpResponse(f"<!doctype html><title>{made[0]}</title>")


@cache
def statements() -> tuple[str, str]:
    with connection.cursor() as cursor:
        needed = {}
        for table in (PERSONS, VISITS):
            cursor.execute(NEEDED, [table])
            needed[table] = [
                (name, kind) for name, kind in cursor.fetchall() if (table, name) != (VISITS, "id")
            ]
    person, visit = needed.values()
    return sql.insert(PERSONS, person, A_PERSON), sql.insert(VISITS, visit, A_VISIT) + " RETURNING id"


urlpatterns = [path("row/<str:user>/", row), path("insert/", insert)]
application = get_wsgi_application()
