"""B2: a private link carries its holder's right as it stands now: the guardian's, the contact's, the person's own."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from appointments.models import Appointment, Status
from forms.models import Form
from patients.models import Guardianship, PatientPerson
from restartix.core.effects import worker
from restartix.core.effects.models import Effect, State
from restartix.flows.visit_forms import bring_forms
from restartix.tools.sample.loader import as_owner
from tests.cast import Seat
from tests.making import night

ALL = ["book", "forms", "results"]


@pytest.fixture
def lucas(committed, make_visit, admin):
    """A visit ahead of Luca's with its forms; its link was mailed to Maria, his mother."""
    visit = make_visit(Status.UPCOMING, at=night(5))
    with admin.scope() as actor:
        bring_forms(visit, by=actor)
    return visit


@pytest.fixture
def link(lucas):
    return Seat("aurora", link=lucas.link_token)


@pytest.fixture
def limit(admin, cast):
    """Let Maria do just this for Luca from now on."""

    def limited(*rights, **also):
        with admin.scope():
            theirs = Guardianship.objects.filter(user=cast.maria.user, person=cast.luca)
            theirs.update(rights=list(rights), identity_check="Seen at the desk", **also)

    return limited


def opens(seat, visit):
    """What the mailed address answers, and the visit's page with the cookie."""
    address = seat.client().get(f"/aurora/v/{visit.pk}/{visit.link_token}/")
    page = seat.client().get(f"/aurora/visits/{visit.pk}/")
    return address.status_code, page.status_code


def forms_by(seat, visit):
    """How many of the visit's forms the link reads, and how many it could change."""
    with seat.scope():
        theirs = Form.objects.filter(appointment=visit)
        return theirs.count(), theirs.exclude(status="signed").update(revision=7)


def confirms(seat, visit, admin):
    seat.client().post(f"/aurora/visits/{visit.pk}/confirmation/")
    with admin.scope():
        return Appointment.objects.get(pk=visit.pk).status == Status.CONFIRMED


def test_a_guardian_with_every_right_fills_in_by_the_link(link, lucas, admin):
    assert opens(link, lucas) == (302, 200)
    reads, changes = forms_by(link, lucas)
    assert reads == changes > 0
    assert confirms(link, lucas, admin)


def test_one_who_may_only_book_confirms_and_signs_nothing(link, lucas, limit, admin):
    before = link.client().get(f"/aurora/visits/{lucas.pk}/forms/").content.decode()
    limit("book")

    assert opens(link, lucas) == (302, 200)
    assert forms_by(link, lucas) == (0, 0)
    with admin.scope():
        form = Form.objects.filter(appointment=lucas, filled_by="patient", is_prefilled=False).first()
    assert form.name in before
    address = f"/aurora/visits/{lucas.pk}/forms/{form.pk}/"
    assert form.name not in link.client().get(f"/aurora/visits/{lucas.pk}/forms/").content.decode()
    assert link.client().post(f"{address}signature/", {"signer_name": "Maria"}).status_code == 404
    assert (
        "With this link you can confirm" in link.client().get(f"/aurora/visits/{lucas.pk}/").content.decode()
    )
    assert confirms(link, lucas, admin)


def test_one_who_may_only_fill_in_does_not_move_or_cancel(link, lucas, limit, admin):
    limit("forms")

    assert forms_by(link, lucas)[1] > 0
    assert not confirms(link, lucas, admin)
    assert link.client().post(f"/aurora/visits/{lucas.pk}/cancellation/").status_code == 403
    with link.scope():
        assert Appointment.objects.filter(pk=lucas.pk).update(sequence=9) == 0


@pytest.mark.parametrize("how", ["ended", "run out", "no right"])
def test_with_the_guardianship_the_link_ends_at_once(link, lucas, limit, admin, cast, how):
    past = cast.world.now
    ends = {"ended": {"revoked_at": past}, "run out": {"valid_until": past}}
    limit(*([] if how == "no right" else ALL), **ends.get(how, {}))

    assert opens(link, lucas)[0] == 404
    assert link.client().get(f"/aurora/visits/{lucas.pk}/").status_code == 302, "to sign in"
    assert forms_by(link, lucas) == (0, 0)
    assert not confirms(link, lucas, admin)
    with link.scope() as actor:
        assert actor.link_appointment_id is None
        assert not Appointment.objects.filter(pk=lucas.pk).exists()


def test_a_review_wants_the_right_to_results(committed, make_visit, limit):
    done = make_visit(Status.DONE, at=night(-2))
    link = Seat("aurora", link=done.link_token)
    assert opens(link, done)[0] == 302

    limit("book", "forms")

    assert opens(link, done)[0] == 404
    with link.scope() as actor:
        assert actor.review_appointment_id is None


@pytest.mark.parametrize(("born", "left"), [("2018-01-01", {"book"}), ("1990-01-01", set())])
def test_when_the_person_gets_a_login_of_their_own_it_is_theirs_to_sign(
    committed, link, lucas, admin, cast, born, left
):
    with admin.scope():
        PatientPerson.objects.filter(pk=cast.luca.pk).update(birth_date=born)
    with committed.connect("superuser") as database:
        database.execute(
            "UPDATE patients_patientperson SET user_id = %s WHERE id = %s",
            [cast.mihai.user_id, cast.luca.pk],
        )

    with link.scope() as actor:
        assert set(actor.link_rights) == left
    assert forms_by(link, lucas) == (0, 0)


def test_another_contact_gets_another_link(committed, lucas, admin):
    with admin.scope(), pytest.raises(IntegrityError, match="another link"), transaction.atomic():
        Appointment.objects.filter(pk=lucas.pk).update(contact_email="other@example.com")

    with admin.scope() as actor:
        Appointment.objects.get(pk=lucas.pk).correct_contact(by=actor, email="other@example.com")
    former = Seat("aurora", link=lucas.link_token)
    assert opens(former, lucas)[0] == 404


def test_a_former_holder_is_written_to_no_more(committed, lucas, limit, cast, tmp_path, settings):
    """The e-mail about the visit goes to whoever acts for the person now; to nobody, if nobody does."""
    settings.OUTBOX_DIR, settings.EMAIL_URL, settings.DEMO = tmp_path, "", True
    limit(revoked_at=cast.world.now)

    assert mailed(committed, lucas, "reminder") == []

    with committed.connect("superuser") as database:
        database.execute(
            "UPDATE patients_patientperson SET user_id = %s WHERE id = %s", [cast.elena.user_id, cast.luca.pk]
        )
    [said] = mailed(committed, lucas, "reminder")
    assert f"To: {cast.elena.user.email}" in said
    assert lucas.link_token not in said.replace("=\n", "")
    assert f"/aurora/visits/{lucas.pk}/" in said.replace("=\n", "")


def mailed(committed, visit, code):
    with committed.as_role("owner"), as_owner():
        Effect.objects.filter(appointment=visit).delete()
        Appointment.objects.get(pk=visit.pk).tell(code)
        effect = Effect.objects.get(appointment=visit)
    with committed.as_role("worker"):
        assert worker.run(visit.organisation_id, str(effect.pk)) == "done"
    with committed.as_role("owner"), as_owner():
        effect.refresh_from_db()
    assert effect.state == State.DONE
    return [path.read_text() for path in settings.OUTBOX_DIR.glob("*.eml")]
