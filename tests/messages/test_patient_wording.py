"""What letters say, in both languages: when, with whom and where to go; never for whom, why or what for."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import translation
from icalendar import Calendar

from appointments.models import Appointment, Status
from appointments.models.visit import TEXTED
from restartix.core.effects import mail
from restartix.core.effects.gsm import plain
from restartix.core.effects.models import Effect
from restartix.messages import patient_wording, patients, staff
from restartix.messages.compose import to_patient
from restartix.messages.labels import LETTERS as NAMED
from restartix.messages.sms import TEXTS, text_of

pytestmark = pytest.mark.django_db
NAMES = ("patient_person__user", "booked_as", "specialist__member__user", "service", "organisation")
LANGUAGES = ("en", "ro")


@pytest.fixture
def visit(cast, admin):
    """Luca's, who is a child: whoever reads about it must not learn that it is his."""
    with admin.scope():
        mine = Appointment.objects.select_related(*NAMES)
        yield mine.filter(patient_person=cast.luca).first() or mine.get(pk=cast.soon.pk)


@pytest.fixture
def secrets(cast, visit):
    """What no letter may hold, wherever it lands."""
    persons = {part for person in cast.aurora.persons for part in (person.name, *person.name.split())}
    forms = {form.name for form in visit.forms.all()}
    return (
        persons | forms | {visit.service.name, visit.specialist.title, "Back pain since the accident"} - {""}
    )


def as_it_stands(visit, status):
    """The row as if it had this status: letters only read it."""
    visit.__dict__["status"] = status
    return visit


def said(letter):
    return f"{letter.subject}\n{letter.text}\n{letter.html}"


def to_the_patient(visit, code, language):
    letter = patients.LETTERS[code]
    with translation.override(language):
        row = as_it_stands(visit, letter.while_in[0])
        return to_patient(row, letter.words(row), to=row.contact_email, with_entry=letter.with_entry)


def to_the_staff(visit, code, language, admin_user):
    letter = staff.LETTERS[code]
    visit.specialist.member.user.language = admin_user.language = language
    readers = [
        staff.Reader(visit.specialist.member.user),
        staff.Reader(admin_user, is_admin=True),
    ]
    return [letter.to(reader, as_it_stands(visit, letter.while_in[0])) for reader in readers]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", patients.LETTERS)
def test_a_letter_to_the_patient_says_when_and_nothing_about_them(visit, secrets, code, language):
    letter = to_the_patient(visit, code, language)

    assert [secret for secret in secrets if secret in said(letter)] == []
    assert visit.link_token not in letter.subject
    assert f'lang="{language}"' in letter.html
    assert visit.organisation.phone in letter.text
    assert visit.specialist.display_name in letter.text
    if code not in {"cancelled"}:
        assert visit.link_token in letter.text
        assert visit.link_token in letter.html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", staff.LETTERS)
def test_a_letter_to_staff_leads_to_a_page_and_names_nobody(visit, secrets, cast, code, language):
    for letter in to_the_staff(visit, code, language, cast.ana):
        assert [secret for secret in secrets if secret in said(letter)] == []
        assert visit.link_token not in said(letter)
        assert f'lang="{language}"' in letter.html
        assert re.search(r"/aurora/(appointments|alerts|dashboard)/", letter.text)


@pytest.mark.parametrize("code", patients.LETTERS)
def test_both_languages_say_it_differently(visit, code):
    english, romanian = (to_the_patient(visit, code, language) for language in LANGUAGES)

    assert english.subject != romanian.subject
    assert not {line for line in english.text.splitlines() if len(line) > 30} & set(
        romanian.text.splitlines()
    ) - {f"{visit.organisation.name}", visit.organisation.address, patient_wording.private_link(visit)} - {
        line for line in english.text.splitlines() if line.startswith("http")
    }


def test_every_letter_has_a_name_on_the_visits_page():
    assert set(patients.LETTERS) | set(staff.LETTERS) <= set(NAMED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", TEXTS)
def test_a_text_message_fits_and_names_nobody(visit, secrets, code, language):
    with translation.override(language):
        text = plain(text_of(visit, code))

    assert text.isascii()
    assert len(text) <= 160
    assert [secret for secret in secrets if secret in text] == []
    assert "http" not in text


def test_what_is_texted_has_its_words():
    assert set(TEXTS) == TEXTED | {"reminder"}


def entry_of(letter):
    [file] = letter.files
    [event] = Calendar.from_ical(file.content).walk("VEVENT")
    return Calendar.from_ical(file.content), event, file.type


def test_the_calendar_takes_every_letter_about_a_visit_for_an_update_of_one_entry(visit):
    first, booked, _type = entry_of(to_the_patient(visit, "booked", "en"))
    visit.started_at += timedelta(days=1)
    visit.ended_at += timedelta(days=1)
    visit.sequence += 1
    then, moved, type_of_moved = entry_of(to_the_patient(visit, "moved", "ro"))
    visit.sequence += 1
    last, cancelled, type_of_last = entry_of(to_the_patient(visit, "cancelled", "en"))

    assert booked["UID"] == moved["UID"] == cancelled["UID"]
    assert booked["SEQUENCE"] < moved["SEQUENCE"] < cancelled["SEQUENCE"]
    assert [each["METHOD"] for each in (first, then, last)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert moved["DTSTART"].dt - booked["DTSTART"].dt == timedelta(days=1)
    assert (booked["STATUS"], cancelled["STATUS"]) == ("TENTATIVE", "CANCELLED")
    assert type_of_moved.endswith("method=REQUEST")
    assert type_of_last.endswith("method=CANCEL")


def test_an_entry_invites_its_reader_and_names_nobody(visit, secrets):
    letter = to_the_patient(visit, "onboarded", "en")
    _calendar, event, _type = entry_of(letter)

    assert event["ATTENDEE"] == f"mailto:{letter.to}"
    assert event["ORGANIZER"].startswith("mailto:")
    assert event["DTSTART"].dt.utcoffset() == timedelta(0)
    text = letter.files[0].content.decode().replace("\r\n ", "")
    assert [secret for secret in secrets if secret in text] == []
    assert visit.link_token not in text


def test_the_mail_itself_says_that_its_entry_is_an_update(visit, tmp_path, settings):
    settings.OUTBOX_DIR, settings.EMAIL_URL, settings.DEMO = tmp_path, "", True

    mail.send(to_the_patient(visit, "booked", "ro"), effect=Effect())

    [path] = tmp_path.glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    [file] = message.iter_attachments()
    *_texts, part = next(
        one for one in message.walk() if one.get_content_subtype() == "alternative"
    ).iter_parts()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "visit.ics")


def test_a_reminder_asks_only_for_what_is_still_missing(visit):
    visit.forms.filter(filled_by="patient").exclude(status="signed").update(is_required=False)
    as_it_stands(visit, Status.CONFIRMED)
    with translation.override("en"):
        calm = patient_wording.reminder_mail(visit)
        as_it_stands(visit, Status.UPCOMING)
        asking = patient_wording.reminder_mail(visit)

    assert len(calm.paragraphs) == 1
    assert any("confirm" in each for each in asking.paragraphs)
