"""The walks of forms that nobody signs alone at home: at the clinic, on paper, waived, or by somebody else."""

from __future__ import annotations

from forms.models import Form
from forms.models.clinic_signing import ClinicSigning
from tests.walks.desk import a_report
from tests.walks.players import played_by
from tests.walks.portal import at, form_at
from tests.walks.reader import Arrival
from tests.walks.stage import Stage
from tests.walks.visits import ADMINS, JUST_NOW, STAFF, P, own
from tests.walks.walking import Address, walks

AT_THE_CLINIC = ("visitor",)


def a_patients_form(stage: Stage) -> None:
    """One that waits for the patient, of a visit that goes on."""
    stage.make_visit(P, starts=JUST_NOW)
    with played_by("superuser"):
        found = Form.objects.filter(appointment=stage.visit, filled_by="patient", type="disclaimer")
        stage.subject = found.first()


def a_waived_form(stage: Stage) -> None:
    a_patients_form(stage)
    reader = stage.reader
    page = reader.open(form_at("desk_form")(stage))
    assert reader.press(page, form_at("desk_waiver")(stage), reason="They can't write.").status == 200


def given_away(stage: Stage) -> None:
    """The specialist has handed their browser to the patient."""
    _pressed_by_the_specialist(stage, "sign_here")


def with_a_code(stage: Stage) -> None:
    """The patient's own device has the QR code's page open."""
    shown = _pressed_by_the_specialist(stage, "sign_elsewhere")
    with played_by("superuser"):
        signing = ClinicSigning.objects.get(appointment=stage.visit, ended_at=None)
    assert str(signing.pk) in shown.path
    stage.browser = None
    stage.browser = stage.reader
    stage.browser.open(stage.at("clinic_signing_link", stage.visit.pk, signing.token))


def _pressed_by_the_specialist(stage: Stage, route: str) -> Arrival:
    a_patients_form(stage)
    who, stage.who = stage.who, "specialist"
    stage.browser = stage.reader
    page = stage.browser.open(stage.at("appointment", stage.visit.pk))
    arrival = stage.browser.press(page, stage.at(route, stage.visit.pk))
    stage.who = stage.browser.who = who
    return arrival


def a_code(stage: Stage) -> None:
    """The staff's page with the QR code."""
    a_patients_form(stage)
    reader = stage.reader
    page = reader.open(stage.at("appointment", stage.visit.pk))
    assert reader.press(page, stage.at("sign_elsewhere", stage.visit.pk)).status == 200
    with played_by("superuser"):
        stage.subject = ClinicSigning.objects.get(appointment=stage.visit, ended_at=None)


def locked_with_its_code(stage: Stage) -> None:
    given_away(stage)
    assert stage.browser
    page = stage.browser.open(stage.at("unlock"))
    stage.browser.press(page, stage.at("unlock_code"))
    [mail] = stage.drain()
    text = mail.get_body(("plain",))
    assert text
    stage.subject = next(word for word in text.get_content().split() if word.isdecimal())


def about_the_code(route: str) -> Address:
    return lambda stage: stage.at(route, stage.visit.pk, stage.subject.pk)


SETTLING = [
    *walks(STAFF, "desk_paper", a_patients_form, form_at("desk_form"), form_at("desk_paper")),
    *walks(STAFF, "desk_waiver", a_patients_form, form_at("desk_form"), form_at("desk_waiver")),
    *walks(STAFF, "desk_reopening", a_waived_form, form_at("desk_form"), form_at("desk_reopening")),
    *walks(ADMINS, "desk_signer", a_report(), form_at("desk_form"), form_at("desk_signer")),
    *walks(STAFF, "sign_here", a_patients_form, own("appointment"), own("sign_here")),
    *walks(STAFF, "sign_elsewhere", a_patients_form, own("appointment"), own("sign_elsewhere")),
    *walks(STAFF, "signing_end", a_code, about_the_code("signing_code"), about_the_code("signing_end")),
    *[
        one
        for scene in (given_away, with_a_code)
        for one in (
            *walks(AT_THE_CLINIC, "clinic_form", scene, own("clinic_signing"), form_at("clinic_form")),
            *walks(AT_THE_CLINIC, "clinic_form_signature", scene, own("clinic_signing"),
                   form_at("clinic_form_signature")),
            *walks(AT_THE_CLINIC, "clinic_signing_end", scene, own("clinic_signing"), own("clinic_signing_end"),
                   status=410),
        )
    ],
    *walks(AT_THE_CLINIC, "unlock_code", given_away, at("unlock"), at("unlock_code")),
    *walks(AT_THE_CLINIC, "unlock", locked_with_its_code, lambda stage: f"{stage.at('unlock')}?sent=1", at("unlock"),
           typed=lambda stage: {"code": stage.subject}),
]  # fmt: skip
