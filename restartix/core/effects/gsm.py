"""The letters that a text message holds for one price: GSM 03.38. A single other sign turns a whole message into UCS-2,
where 70 signs fit in the place of 160."""

from __future__ import annotations

import unicodedata

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = "^{}\\[~]|€\f"
"""Each of these counts as two characters."""
ALPHABET = frozenset(BASIC + EXTENDED)
SPELLED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("•·∙‣", "*"),
        **dict.fromkeys("\t\r\f\v\u2028\u2029", " "),
        "…": "...",
        **dict(zip("łŁđĐħĦı", "lLdDhHi", strict=True)),
        "œ": "oe",
        "Œ": "OE",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ç": "c",
        "×": "x",
        "÷": ":",
        "©": "(c)",
        "®": "(R)",
    }
)


def plain(words: str) -> str:
    """The same in GSM 03.38 as far as it goes: quotes, dashes and marks as every phone has them, letters without their
    marks, and no symbol that would cost more than it says. Letters of other scripts stay: a name is never dropped."""
    return "".join(_spelled(sign) for sign in unicodedata.normalize("NFC", words)).strip()


def is_gsm(text: str) -> bool:
    return set(text) <= ALPHABET


def _spelled(sign: str) -> str:
    if sign in ALPHABET and sign not in "\r\f":
        return sign
    spelled = sign.translate(SPELLED)
    bare = "".join(
        part for part in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(part)
    ).translate(SPELLED)
    if is_gsm(bare):
        return bare
    return sign if unicodedata.category(sign)[0] in "LMN" else ""
