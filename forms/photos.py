"""Photos as phones take them, made into what every browser shows: turned upright, no larger than a page needs, and
without what else the phone wrote into them (where and when it was, whose phone, a smaller picture of before a crop)."""

from __future__ import annotations

from io import BytesIO

import pi_heif
from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 2600
"""Pixels: a page of A4 at more than 200 to the inch, so that small print stays legible."""
MOST_PIXELS = {"JPEG": 120_000_000, "MPO": 120_000_000, "HEIF": 60_000_000, "PNG": 30_000_000}
"""What is unpacked at all: JPEG is read at a fraction of its size, the others whole."""
QUALITY = 85
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

pi_heif.register_heif_opener()


class Unreadable(ValueError):
    """It begins as a picture does, and is none, or one too large to unpack."""


def is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in BRANDS


def rewrite(content: bytes) -> tuple[bytes, str]:
    """The same picture and its type: PNG stays PNG, everything else becomes JPEG. Raises Unreadable."""
    try:
        with Image.open(BytesIO(content), formats=["JPEG", "PNG", "HEIF"]) as picture:
            if picture.width * picture.height > MOST_PIXELS[picture.format or ""]:
                raise Unreadable("too many pixels")
            kind = "PNG" if picture.format == "PNG" else "JPEG"
            return _written(picture, kind), f"image/{kind.lower()}"
    except Unreadable:
        raise
    except Exception as failure:  # decoders fail in ways of their own on what was made to break them
        raise Unreadable(type(failure).__name__) from None


def _written(picture: Image.Image, kind: str) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
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
