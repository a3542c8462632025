"""The walks of who somebody is and how they are reached: proven, confirmed, put right, at home and at the desk."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils import timezone

from appointments.models.visit import OnboardingDecision
from forms.models import Form
from patients.contact_data import ConfirmedPhone, ContactProposal
from patients.models import LoginOf, PatientPerson
from restartix.flows.onboarding import Onboarding
from tests.walks.players import played_by
from tests.walks.portal import NAMED, a_free_time, at, nothing, of_person, to_service, watched_over
from tests.walks.stage import DAY, Stage
from tests.walks.visits import ADMINS, BOOKS, LINK, STAFF, WHY, B, U, own, visit
from tests.walks.walking import Address, walks

STRANGER = "somebody@strangers.example"
A_DAY_IN_SECONDS = 24 * 3600


def with_texts_wanted(stage: Stage) -> None:
    """To a number that nobody has confirmed yet."""
    stage.make_visit(U)
    stage.change_visit(wants_sms=True)
    with played_by("superuser"):
        ConfirmedPhone.objects.filter(person=stage.person).delete()


def with_a_texted_code(stage: Stage) -> None:
    with_texts_wanted(stage)
    stage.limit_guardian()
    stage.browser = stage.reader
    page = stage.browser.open(own("visit_phone")(stage))
    stage.browser.press(page, own("visit_phone_code")(stage))
    stage.subject = _code_that_came(stage)


def a_strangers_booking(stage: Stage) -> None:
    """In a known name, and taken on for the record that the clinic has."""
    person = stage.cast.elena
    with played_by("superuser"):
        typed = PatientPerson.objects.create(made_by=person.made_by, name=person.name, phone=person.phone)
    stage.visit = stage.book(stage.players.since + 6 * DAY, typed, STRANGER)
    with stage.cast.signed_in(stage.cast.ana).scope() as ana:
        Onboarding(stage.visit).perform(by=ana, answer=OnboardingDecision(person, LoginOf.PATIENT))
    stage.drain()


def with_a_mailed_code(stage: Stage) -> None:
    a_strangers_booking(stage)
    stage.browser = stage.reader
    page = stage.browser.open(own("visit_identity")(stage))
    stage.browser.press(page, own("visit_identity_code")(stage))
    stage.subject = _code_that_came(stage)


def past_the_limit_of_the_address(stage: Stage) -> None:
    """The page that asks for the code which was mailed to it."""
    settings.LIMITS = {"booking": {"email": (0, A_DAY_IN_SECONDS)}}
    stage.browser = stage.reader
    page = stage.browser.open(a_free_time(stage))
    stage.here = stage.browser.press(page, to_service("book")(stage), fill=True, **NAMED)
    stage.subject = _code_that_came(stage)


def found_the_right_patient(stage: Stage) -> None:
    """After looking for them by name: somebody with a visit of the same specialist."""
    stage.make_visit(U)
    stage.book(stage.players.since + 7 * DAY, stage.cast.mihai, "mihai@patients.example")
    stage.browser = stage.reader
    page = stage.browser.open(own("person_correction")(stage))
    here = own("person_correction")(stage)
    stage.here = stage.browser.press(page, here, find=stage.cast.mihai.name, pressing=("search", "1"))


def a_proposal(stage: Stage) -> None:
    """A signed form said another phone number."""
    stage.make_visit(U)
    with played_by("superuser"):
        form = Form.objects.filter(appointment=stage.visit).first()
        assert form
        stage.subject = ContactProposal.objects.create(
            organisation=stage.visit.organisation, person=stage.person, appointment_id=stage.visit.pk,
            form_id=form.pk, attribute="phone", value="+40722000111", made_at=timezone.now(),
        )  # fmt: skip


def _code_that_came(stage: Stage) -> str:
    found = [code for mail in stage.drain() for code in re.findall(r"\b\d{6}\b", _text_of(mail))]
    assert found, "no code came"
    return str(found[0])


def _text_of(mail: object) -> str:
    text = mail.get_body(("plain",))
    return str(text.get_content()) if text else ""


def sent(route: str) -> Address:
    """Where a code is typed."""
    return lambda stage: f"{own(route)(stage)}?sent=1"


def code_typed(stage: Stage) -> dict[str, str]:
    return {"code": stage.subject}


def of_proposal(route: str) -> Address:
    return lambda stage: stage.at(route, stage.subject.pk)


def of_guardianship(stage: Stage) -> str:
    return stage.at("my_guardianship_rights", stage.subject.pk)


OTHER_NUMBER = {"phone": "0722 000 111"}
REACHING = [
    *walks(LINK + BOOKS, "visit_contact", visit(B), own("visit_contact"), own("visit_contact"),
           verb="correct_own_contact", typed=OTHER_NUMBER | {"email": "right@patients.example"}),
    *walks(LINK + BOOKS, "visit_phone_code", with_texts_wanted, own("visit_phone"), own("visit_phone_code")),
    *walks(LINK + BOOKS, "visit_phone", with_a_texted_code, sent("visit_phone"), own("visit_phone"),
           verb="confirm_own_phone", typed=code_typed),
    *walks(LINK + BOOKS, "visit_texts_end", with_texts_wanted, own("visit"), own("visit_texts_end"),
           verb="stop_texts"),
    *walks(LINK + BOOKS, "visit_texts", visit(U), own("visit"), own("visit_texts"), verb="want_texts"),
    *walks(LINK, "visit_identity_code", a_strangers_booking, own("visit_identity"), own("visit_identity_code")),
    *walks(LINK, "visit_identity", with_a_mailed_code, sent("visit_identity"), own("visit_identity"),
           typed=code_typed),
    *walks(("visitor",), "book_with_code", past_the_limit_of_the_address, a_free_time,
           to_service("book_with_code"), typed=lambda stage: NAMED | code_typed(stage)),
    *walks(STAFF, "phone_confirmation", with_texts_wanted, own("appointment"), own("phone_confirmation"),
           verb="confirm_phone_at_the_desk"),
    *walks(STAFF, "identity_check", a_strangers_booking, own("appointment"), own("identity_check")),
    *walks(STAFF, "proposal_acceptance", a_proposal, own("appointment"), of_proposal("proposal_acceptance")),
    *walks(STAFF, "proposal_dismissal", a_proposal, own("appointment"), of_proposal("proposal_dismissal")),
    *walks(STAFF, "person_correction", found_the_right_patient, own("person_correction"),
           own("person_correction"), verb="correct_person", pressing=("", ""), typed=WHY),
    *walks(STAFF, "people_alike", nothing, at("registration"), at("people_alike"), typed={"name": "Elena Ionescu"}),
    *walks(ADMINS, "person_identity", visit(U), of_person("person_identity"), of_person("person_identity"),
           verb="note_identity", typed={"name": "Another Name"} | WHY),
    *walks(("patient",), "my_guardianship_rights", watched_over, at("my_family"), of_guardianship,
           typed=lambda stage: {f"{stage.subject.pk}-rights": ["book", "forms"]}),
]  # fmt: skip
