"""What lies outside every clinic: the front page, health, and the demo's outbox."""

import re
from email.message import EmailMessage

import pytest
from django.test import Client

from restartix.core.effects import mail, sms
from restartix.core.effects.models import Effect

pytestmark = pytest.mark.django_db


def test_the_demos_front_page_leads_to_its_clinics_and_says_who_signs_in(settings):
    settings.DEMO = True
    page = Client().get("/").content.decode()

    assert 'href="/aurora/"' in page
    assert "ana@aurora.example" in page


def test_anybody_elses_front_page_names_no_clinic(settings):
    settings.DEMO = False
    page = Client().get("/").content.decode()

    assert "aurora" not in page
    assert "Every clinic has its own address" in page


def test_the_outbox_shows_mail_newest_first_and_its_links(settings, tmp_path):
    settings.DEMO, settings.OUTBOX_DIR = True, tmp_path
    letter = EmailMessage()
    letter["To"], letter["Subject"] = "elena@patients.example", "Your visit <is> booked"
    letter.set_content("Open http://testserver/aurora/v/1/token/ to see it.")
    (tmp_path / "one.eml").write_bytes(letter.as_bytes())

    page = Client().get("/outbox/").content.decode()

    assert "Your visit &lt;is&gt; booked" in page
    assert 'href="http://testserver/aurora/v/1/token/"' in page


def test_what_was_attached_can_be_kept_and_text_messages_are_there_too(settings, tmp_path):
    settings.DEMO, settings.OUTBOX_DIR, settings.SMS_URL, settings.EMAIL_URL = True, tmp_path, "", ""
    entry = mail.Attachment("visit.ics", b"BEGIN:VCALENDAR", "text/calendar; method=REQUEST")
    letter = mail.Letter("elena@patients.example", "s", "t", "<p>t</p>", files=(entry,))
    mail.send(letter, effect=Effect())
    sms.send(sms.Text("+40711222333", "Tomorrow at ten."), effect=Effect())

    page = Client().get("/outbox/").content.decode()
    assert "+40711222333" in page
    assert "Tomorrow at ten." in page
    [address] = re.findall(r'href="(/outbox/[^"]+)"', page)
    file = Client().get(address)

    assert file.content == b"BEGIN:VCALENDAR"
    assert file["Content-Type"] == "application/ics"
    assert file["Content-Disposition"] == 'attachment; filename="visit.ics"'
    assert Client().get(address.replace("/0/", "/1/")).status_code == 404
    settings.DEMO = False
    assert Client().get(address).status_code == 404


def test_only_the_demo_has_an_outbox(settings):
    settings.DEMO = False

    assert Client().get("/outbox/").status_code == 404


def test_health_says_how_the_worker_is():
    assert Client().get("/healthz").json() == {"web": "ok", "worker": "late"}
