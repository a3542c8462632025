"""STOP is remembered, shown to patient and staff, and heeded; consent to texts is withdrawn on the patient's pages."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.test import Client
from django.utils import timezone

from appointments.models import Appointment, Status
from restartix.core.clinics.models import Event
from restartix.core.effects import sms, worker
from restartix.core.effects.failures import Refused
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.stops import note_answer, note_stop, stopped_at
from tests.effects.test_sms_reports import signature
from tests.pages.public.conftest import book_url, details, first_visit, free  # noqa: F401 (fixtures)
from tests.promises.booker import as_it_is, book, texts_can_be_sent, visit_of  # noqa: F401 (fixtures)
from tests.standins.twilio import ACCOUNT, SENDER, TwilioStandin

PHONE = "+40721234567"


@pytest.fixture
def twilio(settings):
    with TwilioStandin() as standin:
        settings.SMS_URL, settings.SMS_API_URL = f"twilio://{ACCOUNT}:token@{SENDER}", standin.url
        yield standin


@pytest.fixture
def texted(book, admin, texts_can_be_sent):  # noqa: F811
    """A booking whose number gets text messages."""
    pk = visit_of(book(wants_sms="on"))
    admin.client().post(admin.at(f"appointments/{pk}/phone/"), {"phone": PHONE})
    return pk


def answered(settings, **said):
    said = {"From": PHONE, "To": SENDER} | said
    signed = signature(f"{settings.SITE_URL}/hooks/sms/", said)
    return Client().post("/hooks/sms/", said, headers={"X-Twilio-Signature": signed})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [{"Body": " stop. "}, {"Body": "Nu mai scrieți", "OptOutType": "STOP"}]
    + [{"Body": body} for body in ("Oprește", "OPREŞTE", "opreste!", "OPREŞ\u200bTE", "opres\u0326te.")],
)
def test_stop_is_remembered_and_start_forgets_it(twilio, settings, said):
    assert answered(settings, **said).status_code == 200
    assert stopped_at(PHONE)

    answered(settings, Body="START")
    assert stopped_at(PHONE) is None


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "Yes please stop by", "I will be late", "STOPPED"])
def test_other_answers_change_nothing(twilio, settings, body):
    assert answered(settings, Body=body).status_code == 200
    assert stopped_at(PHONE) is None


@pytest.mark.django_db
def test_nobody_else_says_stop_for_somebody(twilio, settings):
    said = {"From": PHONE, "Body": "STOP"}

    assert Client().post("/hooks/sms/", said, headers={"X-Twilio-Signature": "guessed"}).status_code == 403
    assert stopped_at(PHONE) is None


@pytest.mark.django_db
@pytest.mark.parametrize("sender", ["", "Aurora", "+", "0721234567", "+40" + "7" * 40])
def test_what_is_no_number_is_passed_over(sender):
    note_answer({"From": sender, "Body": "STOP"})

    assert stopped_at(sender) is None


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["STOP", "START"])
@pytest.mark.parametrize("sender", ["Aurora", "+40721\0"])
def test_no_answer_of_what_is_no_number_is_looked_up(sender, body, django_assert_num_queries):
    with django_assert_num_queries(0):
        note_answer({"From": sender, "Body": body})


@pytest.mark.django_db
def test_a_number_that_twilio_says_has_unsubscribed_is_remembered(twilio):
    with pytest.raises(Refused, match="sms-unsubscribed"):
        sms.send(sms.Text("+40799999999", "Aurora: hello."), effect=Effect())

    assert stopped_at("+40799999999")


@pytest.mark.django_db
def test_a_report_that_says_so_is_remembered_too(twilio, settings, cast, admin):
    with admin.scope():
        effect = Effect.objects.create(
            kind=Kind.SMS, code="reminder", subject="s", organisation=cast.aurora.organisation
        )
    said = {"MessageStatus": "failed", "ErrorCode": "21610", "To": PHONE}
    path = f"/hooks/sms/{effect.pk}/"

    Client().post(path, said, headers={"X-Twilio-Signature": signature(settings.SITE_URL + path, said)})

    assert stopped_at(PHONE)


@pytest.mark.django_db
def test_patient_and_staff_read_it(texted, admin, book):  # noqa: F811
    note_stop(PHONE)

    assert "This number answered STOP on" in book.client.get(admin.at(f"visits/{texted}/")).text
    assert "Its owner answered STOP on" in admin.client().get(admin.at(f"appointments/{texted}/")).text


@pytest.mark.django_db
def test_consent_is_withdrawn_on_the_visits_page_and_given_again(texted, admin, book):  # noqa: F811
    page = book.client.get(admin.at(f"visits/{texted}/"))
    assert "Stop sending me text messages" in page.text

    after = book.client.post(admin.at(f"visits/{texted}/texts/end/"), follow=True)

    assert "you will get no more text messages" in after.text
    assert "Send me text messages too" in after.text
    assert not as_it_is(admin, texted).wants_sms
    book.client.post(admin.at(f"visits/{texted}/texts/"))
    assert as_it_is(admin, texted).wants_sms
    with admin.scope():
        verbs = Event.objects.filter(appointment=texted, verb__startswith="texts").values_list(
            "verb", flat=True
        )
        assert sorted(verbs) == ["texts stopped", "texts wanted"]


@pytest.mark.django_db
def test_it_is_withdrawn_for_all_their_visits_ahead_but_nobody_elses(
    cast,
    admin,
    patient,
    make_visit,
    texts_can_be_sent,  # noqa: F811
):
    first = make_visit(Status.UPCOMING, at=timezone.now() + timedelta(days=60), person=cast.elena)
    second = make_visit(Status.UPCOMING, at=timezone.now() + timedelta(days=67), person=cast.elena)
    strangers = make_visit(Status.UPCOMING, at=timezone.now() + timedelta(days=74), person=cast.mihai)
    with admin.scope():
        Appointment.objects.filter(pk__in=[first.pk, second.pk, strangers.pk]).update(wants_sms=True)

    patient.client().post(patient.at(f"visits/{first.pk}/texts/end/"))

    wants = [as_it_is(admin, visit.pk).wants_sms for visit in (first, second, strangers)]
    assert wants == [False, False, True]


@pytest.mark.django_db
def test_nobody_withdraws_it_for_another(cast, admin, other_admin, by_link, make_visit, texts_can_be_sent):  # noqa: F811
    visit = make_visit(Status.UPCOMING, at=timezone.now() + timedelta(days=60), person=cast.mihai)
    with admin.scope():
        Appointment.objects.filter(pk=visit.pk).update(wants_sms=True)

    for seat in (by_link, other_admin, admin):
        seat.client().post(seat.at(f"visits/{visit.pk}/texts/end/"))

    assert as_it_is(admin, visit.pk).wants_sms


@pytest.mark.parametrize("stops", [False, True])
def test_no_text_goes_to_a_number_that_said_it(committed, admin, make_visit, cast, texts_can_be_sent, stops):  # noqa: F811
    visit = make_visit(Status.UPCOMING, at=timezone.now() + timedelta(days=60), person=cast.elena)
    with admin.scope() as actor:
        Appointment.objects.filter(pk=visit.pk).update(wants_sms=True)
        confirmed = Appointment.objects.get(pk=visit.pk)
        confirmed.confirm_phone_at_the_desk(by=actor, phone=cast.elena.phone)
        if stops:
            note_stop(cast.elena.phone)
        Appointment.objects.get(pk=visit.pk).cancel(by=actor, reason="Ioana is ill")
        effects = list(Effect.objects.filter(appointment=visit, kind=Kind.SMS))
    with committed.as_role("worker"):
        for effect in effects:
            worker.run(effect.organisation_id, str(effect.pk))

    kept = [
        message_from_bytes(one.read_bytes(), policy=policy.default) for one in texts_can_be_sent.glob("*.eml")
    ]
    texted = [message["X-Text-To"] for message in kept if message["X-Text-To"]]
    assert texted == ([] if stops else [cast.elena.phone])
