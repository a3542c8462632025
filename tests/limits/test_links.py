"""Pages that mail a link to an address: a mailbox can't be filled from any of them."""

import pytest
from django.urls import get_resolver

from appointments.models import Appointment
from restartix.core.effects.models import Effect
from tests.limits.test_limits import HOUR, statuses

pytestmark = pytest.mark.django_db
MAILS_A_LINK = [
    "visit_new_link",
    "new_link",
    "forms_reminder",
    "invitation",
    "invitation_again",
    "guardian_invitation",
    "own_login",
    "person_contact",
]


def view_of(name):
    import restartix.config.clinic_urls

    return next(one.callback for one in every(get_resolver(restartix.config.clinic_urls)) if one.name == name)


def every(resolver):
    for one in resolver.url_patterns:
        yield from every(one) if hasattr(one, "url_patterns") else [one]


@pytest.mark.parametrize("name", MAILS_A_LINK)
def test_each_page_that_mails_a_link_counts_who_asks(name):
    assert view_of(name).limit == "link"


def test_of_one_visit_only_so_many_new_links_are_sent_and_the_last_one_works(settings, admin, cast):
    settings.LIMITS = {"link": {"subject": (2, HOUR)}}
    desk = admin.client()

    again = [desk.post(f"/aurora/appointments/{cast.soon.pk}/link/") for _ in range(2)]
    with admin.scope():
        sent = Appointment.objects.get(pk=cast.soon.pk).link_hash
    again.append(desk.post(f"/aurora/appointments/{cast.soon.pk}/link/"))

    assert statuses(again) == [302, 302, 302]
    with admin.scope():
        assert cast.soon.effects.filter(code="link").count() == 2
        assert Appointment.objects.get(pk=cast.soon.pk).link_hash == sent
        other = Appointment.objects.filter(status="upcoming").exclude(pk=cast.soon.pk).first()
    assert desk.post(f"/aurora/appointments/{other.pk}/link/").status_code == 302
    with admin.scope():
        assert other.effects.filter(code="link").count() == 1


def test_one_colleague_is_written_to_only_so_often(settings, admin):
    settings.LIMITS = {"link": {"subject": (1, HOUR)}}
    told = {"name": "Vlad Enescu", "email": "vlad@aurora.example", "role": "admin"}

    again = [admin.client().post("/aurora/settings/team/invitation/", told) for _ in range(2)]

    assert statuses(again) == [302, 302]
    with admin.scope():
        assert Effect.objects.filter(code="invitation", user__email="vlad@aurora.example").count() == 1
