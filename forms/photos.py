"""Photos as phones take them, made into what every browser shows: turned upright, no larger than a page needs, and
without what else the phone wrote into them (where and when it was, whose phone, a smaller picture of before a crop)."""

from __future__ import annotations

from io import BytesIO

import pi_heif
from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 2600
"""Pixels: a page of A4 at more than 200 to the inch, so that small print stays legible."""
MOST_PIXELS = {"JPEG": 120_000_000, "MPO": 120_000_000, "HEIF": 60_000_000, "PNG": 30_000_000}
"""How large a picture may be at all."""
MOST_UNPACKED = 60_000_000
"""Pixels held at once. JPEG is mostly read at a fraction of its size. A long thin one is read whole, though, since the
fraction goes by the shorter side; and a progressive one is kept whole until its last part is there."""
QUALITY = 85
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

pi_heif.register_heif_opener()


class UnreadablePhoto(ValueError):
    """It begins as a picture does, and is none, or one too large to unpack."""


def is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in BRANDS


def rewrite(content: bytes) -> tuple[bytes, str]:
    """The same picture and its type: PNG stays PNG, everything else becomes JPEG. Raises Unreadable."""
    try:
        with Image.open(BytesIO(content), formats=["JPEG", "PNG", "HEIF"]) as picture:
            _refuse_if_too_large(picture)
            kind = "PNG" if picture.format == "PNG" else "JPEG"
            return _written(picture, kind), f"image/{kind.lower()}"
    except UnreadablePhoto:
        raise
    except Exception as failure:  # decoders fail in ways of their own on what was made to break them
        raise UnreadablePhoto(type(failure).__name__) from None


def _refuse_if_too_large(picture: Image.Image) -> None:
    """Before anything is unpacked; from here on the picture is read at a fraction of its size, where it can be."""
    whole = picture.width * picture.height
    if whole > MOST_PIXELS[picture.format or ""]:
        raise UnreadablePhoto("too many pixels")
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    unpacked = whole if "progressive" in picture.info else picture.width * picture.height
    if unpacked > MOST_UNPACKED:
        raise UnreadablePhoto("too many pixels to hold")


def _written(picture: Image.Image, kind: str) -> bytes:
    upright = ImageOps.exif_transpose(_small(picture))
    has_alpha = kind == "PNG" and (upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info)
    plain = _in_srgb(upright).convert("RGBA" if has_alpha else "RGB")
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    made = BytesIO()
    if kind == "PNG":
        bare.save(made, "PNG", optimize=True)
    else:
        bare.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _small(picture: Image.Image) -> Image.Image:
    """Small first, then turned, since turning copies. Never in place (`thumbnail`): a HEIC file of several pictures is
    read anew, at its full size, each time it is looked at."""
    picture.load()
    longest = max(picture.size)
    if longest <= LONGEST_SIDE:
        return picture
    wide, high = (max(1, round(side * LONGEST_SIDE / longest)) for side in picture.size)
    return picture.resize((wide, high), Image.Resampling.BICUBIC, reducing_gap=2.0)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """With the colours it was meant to have, as far as its profile can be read."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        there = "RGBA" if picture.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=there)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return changed or picture
