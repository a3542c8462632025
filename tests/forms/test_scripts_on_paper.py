"""PDFs show every script that the fonts of the lock file have; what they can't show is said before signing."""

import tomllib
from io import BytesIO

import pytest
from pypdf import PdfReader

from forms.models import Form
from forms.pdf import typeset
from forms.typefaces import ITS_OWN, OWN, WHEELS, fonts_for, missing_glyphs
from restartix.tools.local.processes import ROOT
from tests.forms.conftest import key_of
from tests.forms.test_pages import url

SCRIPTS = {
    "Hebrew": "שלום עולם", "Arabic": "مرحبا", "Persian": "گفتگو", "Devanagari": "नमस्ते", "Bengali": "বাংলা",
    "Gurmukhi": "ਪੰਜਾਬੀ", "Gujarati": "ગુજરાતી", "Tamil": "தமிழ்", "Telugu": "తెలుగు", "Kannada": "ಕನ್ನಡ",
    "Malayalam": "മലയാളം", "Oriya": "ଓଡ଼ିଆ", "Sinhala": "සිංහල", "Thai": "สวัสดี", "Lao": "ລາວ", "Khmer": "ខ្មែរ",
    "Myanmar": "မြန်မာ", "Georgian": "ქართული", "Armenian": "Հայերեն", "Ethiopic": "አማርኛ", "Chinese": "你好世界",
    "Japanese": "こんにちは", "Korean": "한국어", "Greek": "Ωμέγα", "Cyrillic": "Їжак", "Vietnamese": "Việt Nam",
    "emoji": "😀", "signs": "≤ ≥ → ✓ ½ µ °", "Romanian": "ȘȚășț„”",
}  # fmt: skip
CUNEIFORM = "𒀀"


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_is_shown(script):
    assert missing_glyphs(SCRIPTS[script]) == []


def test_what_no_font_has_is_named_once_each():
    assert missing_glyphs(f"Ana {CUNEIFORM}ᚠ and {CUNEIFORM}") == [CUNEIFORM, "ᚠ"]


def test_what_shows_nothing_by_itself_is_not_missed():
    assert missing_glyphs("a\u00a0b\u200dc\ufe0f\n\t") == []


def test_daily_text_needs_no_more_fonts_and_typsts_own_show_all_of_it():
    own = "".join(chr(code) for codes in ITS_OWN for code in codes)

    assert OWN.issuperset(own)
    assert fonts_for(own).families() == fonts_for("").families()
    assert "Noto Sans Hebrew" in fonts_for("שלום").families()
    assert missing_glyphs(own) == []


def test_the_fonts_are_of_wheels_that_the_lock_names():
    locked = {
        line.partition("==")[0].replace("-", "_") for line in (ROOT / "requirements.lock").read_text().split()
    }
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]

    assert set(WHEELS) <= locked
    assert set(WHEELS) <= {line.partition("~=")[0].replace("-", "_") for line in needed}


@pytest.mark.django_db
def test_a_signed_form_shows_the_scripts_it_was_filled_in_with(made, design, by_link, admin):
    form = made(design("Survey", words={}))
    sent = "שלום 你好 नमस्ते"
    data = {"revision": "0", key_of(form, "words"): sent, "signer_name": "李 小龙"}

    by_link.client().post(url(by_link, form, sign=True), data)

    with admin.scope():
        content = typeset(Form.objects.get(pk=form.pk), shows_private=False)
    read = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(BytesIO(content)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert "你好" in read
    assert "李" in read
    assert any("NotoSansDevanagari" in font for font in fonts)
    assert any("NotoSansCJK" in font for font in fonts)


@pytest.mark.django_db
def test_what_cant_be_shown_is_said_before_signing(made, design, by_link, admin):
    form = made(design("Survey", words={}))
    data = {"revision": "0", key_of(form, "words"): f"Seal {CUNEIFORM}", "signer_name": "Elena"}

    first = by_link.client().post(url(by_link, form, sign=True), data)

    assert first.status_code == 422
    assert f"can’t show these characters: {CUNEIFORM}" in first.text
    with admin.scope():
        assert not Form.objects.get(pk=form.pk).is_signed

    by_link.client().post(url(by_link, form, sign=True), data | {"unshown": CUNEIFORM})
    with admin.scope():
        assert Form.objects.get(pk=form.pk).is_signed
