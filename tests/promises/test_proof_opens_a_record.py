"""B3: what opens an older record: a code to its contact, a stated check, the person's own login; and for whom."""

import pytest
from django.db import IntegrityError, connection, transaction

from appointments.models import Appointment, IdentityProof
from forms.models import Form
from patients.models import Guardianship, LoginOf, PatientPerson
from restartix.core.effects import worker
from restartix.core.effects.models import Effect
from tests.promises.strangers import (  # noqa: F401 (fixtures)
    NEW_ADDRESS,
    account,
    booking_in_a_known_name,
    code_of,
    linking_to_a_record,
    mailed_link,
    prove,
    sees_the_record,
    signable,
)


def test_a_code_to_the_contact_on_record_proves_the_link_it_is_typed_with(
    committed, book, take_on, cast, admin
):
    visit, browser = book(cast.elena)
    visit = take_on(visit, cast.elena)
    mailed = mailed_link(visit)
    page = mailed.client().get(f"/aurora/visits/{visit.pk}/identity/").content.decode()
    assert cast.elena.user.email not in page
    assert "e•••" not in page

    assert mailed.client().post(f"/aurora/visits/{visit.pk}/identity/code/").status_code == 302
    mailed.client().post(f"/aurora/visits/{visit.pk}/identity/code/")
    [(digits, address)] = code_of(committed, visit)
    assert address == cast.elena.user.email, "one message, to the address on record"

    assert prove(mailed, visit, "000000" if digits != "000000" else "111111").status_code == 422
    assert prove(browser, visit, digits).status_code == 422, "asked for by another link"
    assert prove(mailed, visit, digits).status_code == 302
    with mailed.scope() as actor:
        assert (actor.link_is_proven, set(actor.link_rights)) == (True, {"book", "forms", "results"})
    assert sees_the_record(mailed, cast.elena)
    assert not sees_the_record(browser, cast.elena)
    with admin.scope():
        assert Appointment.objects.get(pk=visit.pk).events.filter(verb="identity proven").count() == 1
        prefilled = Form.objects.filter(appointment=visit, filled_by="patient", is_prefilled=True)
        with_answers = list(prefilled.values_list("pk", flat=True))
    assert with_answers
    with mailed.scope():
        assert Form.objects.filter(pk__in=with_answers).count() == len(with_answers)


def test_five_wrong_codes_end_the_code(committed, book, take_on, cast):
    visit, _browser = book(cast.elena)
    mailed = mailed_link(take_on(visit, cast.elena))
    mailed.client().post(f"/aurora/visits/{visit.pk}/identity/code/")
    [(digits, _address)] = code_of(committed, visit)
    wrong = "000000" if digits != "000000" else "111111"

    for _ in range(5):
        assert prove(mailed, visit, wrong).status_code == 422

    assert prove(mailed, visit, digits).status_code == 422
    assert not sees_the_record(mailed, cast.elena)


def test_nobody_proves_anything_past_the_code(book, take_on, cast):
    visit, _browser = book(cast.elena)
    mailed = mailed_link(take_on(visit, cast.elena))

    with mailed.scope():
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.prove_by_code(%s)", [f"visit:{visit.pk}:link"])
            assert cursor.fetchone() == (False,)
        about = {"organisation_id": visit.organisation_id, "appointment_id": visit.pk, "person": cast.elena}
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            IdentityProof.objects.create(how="desk", note="me", **about)


def test_staff_state_how_they_checked_and_it_is_shown(committed, book, take_on, cast, admin):
    visit, browser = book(cast.luca)
    visit = take_on(visit, cast.luca)
    there = f"appointments/{visit.pk}/"
    assert "Identity not confirmed yet" in admin.client().get(admin.at(there)).content.decode()
    assert admin.client().post(admin.at(f"{there}identity/"), {"note": " "}).status_code == 422

    answer = admin.client().post(admin.at(f"{there}identity/"), {"note": "Identity card seen"})

    assert answer.status_code == 302
    page = admin.client().get(admin.at(there)).content.decode()
    assert "Identity checked by the clinic" in page
    assert "Identity card seen" in page
    assert "Identity not confirmed yet" not in page
    assert sees_the_record(mailed_link(visit), cast.luca)
    assert not sees_the_record(browser, cast.luca)
    account(committed, visit)
    with admin.scope():
        assert PatientPerson.objects.get(pk=cast.luca.pk).user_id is not None


def test_over_an_older_record_a_new_guardian_books_alone_and_the_others_are_told(
    committed, book, take_on, cast, admin, settings, tmp_path
):
    visit, _browser = book(cast.luca, booked_by="A stranger")
    visit = take_on(visit, cast.luca, LoginOf.GUARDIAN)

    with admin.scope():
        care = Guardianship.objects.select_related("user").get(user__email=NEW_ADDRESS)
        assert care.rights == ["book"]
        [told] = Effect.objects.filter(code="new-guardian")
        assert told.user_id == cast.maria.user_id
    assert signable(mailed_link(visit), visit) == 0
    settings.OUTBOX_DIR, settings.EMAIL_URL, settings.DEMO = tmp_path, "", True
    with committed.as_role("worker"):
        assert worker.run(visit.organisation_id, str(told.pk)) == "done"
    [message] = [path.read_text() for path in tmp_path.glob("*.eml")]
    assert f"To: {cast.maria.user.email}" in message
    assert cast.luca.name not in message

    with admin.scope(), pytest.raises(IntegrityError, match="stated check"), transaction.atomic():
        Guardianship.objects.filter(pk=care.pk).update(rights=["book", "forms"])
    there = admin.at(f"people/{cast.luca.pk}/family/{care.pk}/")
    asked = {f"{care.pk}-rights": ["book", "forms"], f"{care.pk}-last_day": ""}
    assert admin.client().post(there, asked).status_code == 422
    assert (
        admin.client().post(there, asked | {f"{care.pk}-identity_check": "Court order seen"}).status_code
        == 302
    )
    page = admin.client().get(admin.at(f"people/{cast.luca.pk}/family/")).content.decode()
    assert "Court order seen" in page
    assert signable(mailed_link(visit), visit) > 0


def test_the_persons_own_login_grants_more(committed, cast, admin):
    with admin.scope():
        care = Guardianship.objects.create(
            organisation=cast.aurora.organisation, user=cast.maria.user, person=cast.elena, rights=["book"]
        )
    elena, maria = cast.signed_in(cast.elena.user), cast.signed_in(cast.maria.user)
    there = f"/aurora/my/family/{care.pk}/"
    asked = {f"{care.pk}-rights": ["book", "forms", "results"]}

    assert maria.client().post(there, asked).status_code == 404
    assert elena.client().post(there, asked).status_code == 302
    with maria.scope() as actor:
        assert cast.elena.pk in actor.fills_in_for_ids
    with elena.scope(), pytest.raises(IntegrityError, match="stated check"), transaction.atomic():
        Guardianship.objects.filter(pk=care.pk).update(user=cast.mihai.user)
