"""What a clinic says of itself, seen on its public page at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from restartix.core.clinics.models import Organisation

pytestmark = pytest.mark.usefixtures("db")

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 50


@pytest.fixture
def fields(cast):
    clinic = cast.aurora.organisation
    return {
        "name": clinic.name, "tagline": "Well again", "address": "Strada Nouă 5, Cluj", "phone": "+40 264 555 010",
        "email": "hello@aurora.example", "privacy_notice": clinic.privacy_notice, "time_zone": clinic.time_zone,
        "language": "en", "currency": "RON", "opens_session_minutes_before": "30", "hold_minutes": "5",
        "waitlist_minutes": "60",
    }  # fmt: skip


@pytest.fixture
def save(admin):
    client = admin.client()
    return lambda fields: client.post(admin.at("settings/clinic/"), fields)


def test_what_is_saved_is_what_patients_read(save, fields, visitor):
    assert save(fields | {"name": "Aurora Nova"}).status_code == 302

    page = visitor.client().get(visitor.at("")).content.decode()
    for said in ("Aurora Nova", "Well again", "Strada Nouă 5", "RON"):
        assert said in page


def test_another_zone_is_the_public_pages_clock(save, fields, visitor):
    save(fields | {"time_zone": "America/New_York"})

    assert "New York time" in visitor.client().get(visitor.at("")).content.decode()


def test_a_changed_privacy_notice_is_a_new_version_and_an_unchanged_one_is_not(save, fields, admin, visitor):
    def version():
        with admin.scope():
            return Organisation.objects.get(slug="aurora").privacy_version

    before = version()
    save(fields)
    assert version() == before

    save(fields | {"privacy_notice": "We keep what we need, and no more."})
    assert version() == before + 1
    assert "and no more" in visitor.client().get(visitor.at("privacy/")).content.decode()


def test_a_logo_is_shown_and_anything_else_refused(save, fields, visitor):
    save(fields | {"logo": SimpleUploadedFile("logo.png", PNG)})

    page = visitor.client().get(visitor.at("")).content.decode()
    assert 'src="/aurora/logo/?v=' in page
    served = visitor.client().get(visitor.at("logo/"))
    assert (served.content, served["Content-Type"]) == (PNG, "image/png")

    script = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>")
    large = SimpleUploadedFile("logo.png", PNG + b"x" * 200_001)
    for wrong in (script, large):
        refused = save(fields | {"logo": wrong})
        assert refused.status_code == 422
        assert refused.context["form"].errors["logo"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"time_zone": "Mars/Base"},
        {"currency": "QQQ"},
        {"language": "xx"},
        {"hold_minutes": "0"},
        {"waitlist_minutes": "14"},
        {"waitlist_minutes": "1441"},
        {"opens_session_minutes_before": "9999"},
        {"email": "nobody"},
        {"reminder_minutes": ["7"]},
        {"forms_reminder_minutes": "soon"},
    ],
)
def test_what_can_not_be_is_said_beside_its_field(save, fields, wrong):
    page = save(fields | wrong)

    assert page.status_code == 422
    assert set(page.context["form"].errors) == set(wrong)
    assert "Strada Nouă 5" in page.content.decode()


def test_reminders_are_a_few_ticked_times_or_none_at_all(save, fields, admin):
    def kept():
        with admin.scope():
            clinic = Organisation.objects.get(slug="aurora")
        return clinic.reminder_minutes, clinic.forms_reminder_minutes

    save(fields | {"reminder_minutes": ["2880", "120"], "forms_reminder_minutes": "4320"})
    assert kept() == ([2880, 120], 4320)
    page = admin.client().get(admin.at("settings/clinic/")).content.decode()
    assert "2 days before" in page
    assert page.count("checked") == 2

    save(fields | {"reminder_minutes": [], "forms_reminder_minutes": ""})
    assert kept() == ([], None)


def test_a_reminder_time_chosen_elsewhere_stays_on_offer(save, fields, admin):
    with admin.scope():
        Organisation.objects.filter(slug="aurora").update(reminder_minutes=[95])

    save(fields | {"reminder_minutes": ["95"]})

    with admin.scope():
        assert Organisation.objects.get(slug="aurora").reminder_minutes == [95]
