"""A text message costs what its words cost: no single sign turns it into three."""

import pytest

from restartix.core.effects import gsm
from restartix.core.effects.gsm import is_gsm, plain

SINGLE, PART = {True: 160, False: 70}, {True: 153, False: 67}
WORDS = "Aurora: your visit is on Tue 24 Nov, 10:30. " * 3


def parts(text):
    """How many messages a provider sends and bills."""
    signs = len(text) + sum(sign in gsm.EXTENDED for sign in text)
    length = signs if is_gsm(text) else len(text.encode("utf-16-le")) // 2
    return 1 if length <= SINGLE[is_gsm(text)] else -(-length // PART[is_gsm(text)])


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Ședința – mâine, „Țară”…", 'Sedinta - maine, "Tara"...'),
        ("Clinique Été — 10\u202f:\u00a030", "Clinique Été - 10 : 30"),
        ("Łódź, Đorđe, Ĳ, ﬁn, Œuvre, Þór", "Lodz, Dorde, IJ, fin, OEuvre, Thor"),
        ("Smile ✨Dental™ • 50 €", "Smile DentalTM * 50 €"),
        ("Größe ñ å ø Ç", "Größe ñ å ø Ç"),
        ("a\u200bb\u202ec\u0000d\u2028e", "abcd e"),
        ("s\u0326 e\u0301", "s é"),
    ],
)
def test_typography_is_spelled_as_every_phone_has_it(written, sent):
    assert plain(written) == sent
    assert is_gsm(plain(written))


@pytest.mark.parametrize(
    "sign", ["’", "–", "…", "”", "ș", "ă", "\u00a0", "🙂", "✓", "№", "™", "\u200d", "„", "‑", "č", "ő"]
)
def test_one_sign_changes_no_price(sign):
    assert parts(plain(WORDS + sign)) == 1
    assert plain(plain(WORDS + sign)) == plain(WORDS + sign)


def test_letters_of_another_script_stay():
    assert plain("Клиника Аврора – 10:30") == "Клиника Аврора - 10:30"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ș" * 70, 1),
        ("ș" * 71, 2),
        ("a" * 307, 3),
    ],
)
def test_parts_are_counted_as_they_are_billed(text, count):
    assert parts(text) == count


def test_the_alphabet_has_its_127_signs_and_ten_more():
    assert len(gsm.BASIC) == len(set(gsm.BASIC)) == 127
    assert len(gsm.EXTENDED) == 10
