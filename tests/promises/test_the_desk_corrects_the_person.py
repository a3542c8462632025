"""B16: until a form is signed another patient can be put on a visit, and all that the wrong one had by it ends."""

import pytest
from django.db import IntegrityError, transaction

from appointments.models import Appointment, Status
from patients.models import Guardianship, LoginOf
from restartix.core.clinics.models import Event
from restartix.core.effects.models import Effect, Kind
from restartix.core.refusals import NotNow
from restartix.flows.login_provisioning import guardianship_id
from restartix.flows.person_correction import PersonCorrection
from tests.cast import Seat
from tests.promises.corrections import WHY, corrected

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(visit_of_elena):
    return visit_of_elena


def test_the_visits_page_leads_there_and_the_right_patient_is_found(admin, visit, cast, press):
    page = admin.client().get(admin.at(f"appointments/{visit.pk}/"))
    assert admin.at(f"appointments/{visit.pk}/person/") in page.text

    found = press(admin, f"appointments/{visit.pk}/person/", find=cast.mihai.name, search="1")

    assert found.status_code == 200
    assert f'value="{cast.mihai.pk}"' in found.text
    assert f'value="{cast.elena.pk}"' not in found.text, "who is on it already is not offered"


def test_another_patient_is_put_on_the_visit(admin, visit, cast, press, again):
    room = (visit.started_at, visit.specialist_id, visit.status)

    landed = corrected(admin, visit, cast.mihai, press)
    page = admin.client().get(landed.url)

    now = again()
    assert now.patient_person == now.booked_as == cast.mihai
    assert (now.started_at, now.specialist_id, now.status) == room
    assert cast.mihai.name in page.text
    assert "Patient of the visit changed" in page.text
    assert WHY in page.text
    with admin.scope():
        event = Event.objects.get(appointment=visit, verb="person corrected")
    assert event.details == {"was": str(cast.elena.pk), "now": str(cast.mihai.pk)}


def test_the_former_persons_links_end(admin, visit, cast, press, again):
    former = Seat("aurora", link=visit.link_token)
    assert former.client().get(former.at(f"visits/{visit.pk}/")).status_code == 200
    own = cast.signed_in(cast.elena.user)
    assert own.client().get(own.at(f"visits/{visit.pk}/")).status_code == 200

    corrected(admin, visit, cast.mihai, press)

    assert former.client().get(former.at(f"visits/{visit.pk}/")).status_code == 302, "as to anybody"
    assert own.client().get(own.at(f"visits/{visit.pk}/")).status_code == 404
    theirs = cast.signed_in(cast.mihai.user)
    assert theirs.client().get(theirs.at(f"visits/{visit.pk}/")).status_code == 200


def test_e_mails_go_to_the_right_person_and_the_former_one_hears_nothing(admin, visit, cast, press, again):
    with admin.scope():
        before = set(Effect.objects.filter(appointment=visit).values_list("pk", flat=True))
        Appointment.objects.filter(pk=visit.pk).update(wants_sms=True)

    corrected(admin, visit, cast.mihai, press, email="Mihai@New.example")

    now = again()
    assert (now.contact_email, now.wants_sms) == ("mihai@new.example", False)
    with admin.scope():
        asked = Effect.objects.filter(appointment=visit).exclude(pk__in=before)
        assert [(one.kind, one.code) for one in asked] == [(Kind.MAIL, "onboarded")]


def test_without_an_address_that_of_their_other_visits_is_taken(admin, visit, cast, press, again):
    corrected(admin, visit, cast.mihai, press)

    assert again().contact_email not in {"", cast.elena.user.email}


def test_once_a_form_is_signed_the_patient_stays(admin, specialist, cast, press, visit, again):
    signed = cast.visit_of(cast.elena, Status.DONE)

    page = admin.client().get(admin.at(f"appointments/{signed.pk}/"))
    refused = corrected(admin, signed, cast.mihai, press)

    assert admin.at(f"appointments/{signed.pk}/person/") not in page.text
    assert refused.status_code == 409
    assert "is signed" in refused.text
    with admin.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=signed.pk).update(
            patient_person=cast.mihai, booked_as=cast.mihai, link_nonce="n", link_hash="h"
        )


def test_no_link_outlives_the_change_even_past_our_own_code(admin, visit, cast):
    with admin.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=visit.pk).update(patient_person=cast.mihai)


@pytest.mark.parametrize("missing", ["reason", "person"])
def test_it_takes_a_reason_and_a_person(admin, visit, cast, press, again, missing):
    assert corrected(admin, visit, cast.mihai, press, **{missing: ""}).status_code == 422
    assert again().patient_person == cast.elena


def test_neither_patients_nor_colleagues_nor_other_clinics_may(
    visit, cast, press, again, patient, other_admin
):
    for seat in (patient, other_admin, cast.signed_in(cast.andrei.member.user)):
        assert corrected(seat, visit, cast.mihai, press).status_code in {403, 404}
    assert again().patient_person == cast.elena


def test_the_same_patient_again_is_refused(admin, visit, cast):
    with admin.scope() as actor, pytest.raises(NotNow):
        PersonCorrection(visit, cast.elena).perform(by=actor, reason=WHY)


def test_rights_that_the_booking_gave_over_the_wrong_person_end(admin, visit, cast, press):
    with admin.scope():
        Appointment.objects.filter(pk=visit.pk).update(login_of=LoginOf.GUARDIAN)
        given = Guardianship.objects.create(
            pk=guardianship_id(visit),
            organisation=cast.aurora.organisation,
            user=cast.maria.user,
            person=cast.elena,
            rights=[Guardianship.Right.BOOK],
        )

    corrected(admin, visit, cast.mihai, press)

    with admin.scope():
        given.refresh_from_db()
    assert given.revoked_at is not None
