"""Photos come as phones take them, and are saved upright, small, and without what else the phone wrote into them."""

import struct
from base64 import b64decode
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forms.photos import LONGEST_SIDE, UnreadablePhoto, rewrite
from forms.uploads import accept_upload

# 64 by 32, blue and red, turned by a quarter; with its maker and a place, as a phone writes them.
HEIC = b64decode(
    b"AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    b"ADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAAEIAAgAAAAACLgABAAAAAAAAAH4AAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    b"AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZodmNDAQNwAAAA"
    b"kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq"
    b"5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    b"cAAAAEAAAAABAAAAIAAAAAEAAAAAAAAAAv///+AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEA"
    b"AQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAMhtZGF0AAAAPigBr1jm9Oq///Ia7kfmGT/6j/9X/32+v+7k+v6g"
    b"XVpX20aWlzXPsAOZ8mRSt+/txAA1Pwep6r4608emkq2AAAAABkV4aWYAAE1NACoAAAAIAAMBDwACAAAACwAAADIBEgADAAAAAQAG"
    b"AACIJQAEAAAAAQAAAD4AAAAAUGhvbmVNYWtlcgAAAAIAAQACAAAAAk4AAAAAAgAFAAAAAwAAAFwAAAAAAAAALAAAAAEAAAAaAAAA"
    b"AQAAAAcAAAAB"
)


def picture(kind="JPEG", size=(64, 32), mode="RGB", **said):
    """A picture that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    if "orientation" in said:
        exif[0x0112] = said.pop("orientation")
    made = BytesIO()
    Image.new(mode, size, "#1d4a3f").save(made, kind, exif=exif, comment=b"At home", **said)
    return made.getvalue()


def opened(content):
    return Image.open(BytesIO(content))


def test_a_heic_photo_becomes_an_upright_jpeg_without_its_metadata():
    upload = accept_upload(SimpleUploadedFile("IMG_0042.HEIC", HEIC))

    assert b"PhoneMaker" in HEIC
    assert (upload.name, upload.type) == ("IMG_0042.jpg", "image/jpeg")
    assert b"PhoneMaker" not in upload.content
    made = opened(upload.content)
    assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (32, 64), {})
    top, bottom = made.getpixel((16, 8)), made.getpixel((16, 56))
    assert top[2] > 150 > top[0]
    assert bottom[0] > 150 > bottom[2]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_says_no_more_than_it_shows(kind):
    sent = picture(kind)
    made, type_ = rewrite(sent)

    assert b"PhoneMaker" in sent
    assert type_ == f"image/{kind.lower()}"
    assert b"PhoneMaker" not in made
    assert b"At home" not in made
    assert dict(opened(made).getexif()) == {}
    assert set(opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (64, 32)), (3, (64, 32)), (6, (32, 64)), (8, (32, 64))]
)
def test_it_is_turned_upright(orientation, size):
    assert opened(rewrite(picture(orientation=orientation))[0]).size == size


@pytest.mark.parametrize("said", [{}, {"progressive": True}, {"orientation": 6}])
def test_a_large_photo_becomes_small_enough(said):
    made, _type = rewrite(picture(size=(4000, 3000), **said))

    size = (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)
    assert opened(made).size == (size[::-1] if "orientation" in said else size)


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "LA", "1", "I;16"])
def test_a_png_of_any_kind_stays_one(mode):
    made = BytesIO()
    Image.new(mode, (20, 10)).save(made, "PNG")

    again, type_ = rewrite(made.getvalue())

    assert (opened(again).format, opened(again).size, type_) == ("PNG", (20, 10), "image/png")


def test_two_pictures_in_one_file_are_its_first():
    made = BytesIO()
    Image.new("RGB", (40, 20)).save(made, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))])

    assert opened(rewrite(made.getvalue())[0]).size == (40, 20)


def bomb(wide, high):
    """A PNG whose header claims so many pixels."""
    sent = bytearray(picture("PNG"))
    sent[16:24] = struct.pack(">II", wide, high)
    return bytes(sent)


def claiming(wide, high, **said):
    """A JPEG whose header claims so many pixels."""
    sent = bytearray(picture(**said))
    at = sent.index(b"\xff\xc2" if "progressive" in said else b"\xff\xc0")
    sent[at + 5 : at + 9] = struct.pack(">HH", high, wide)
    return bytes(sent)


@pytest.mark.parametrize(
    "sent", [claiming(10_000, 7_000, progressive=True), claiming(35_000, 2_100), claiming(2_100, 35_000)]
)
def test_a_photo_is_refused_that_would_have_to_be_unpacked_whole(sent):
    with pytest.raises(UnreadablePhoto, match="too many pixels to hold"):
        rewrite(sent)


def test_an_ordinary_photo_of_that_size_is_read_at_a_fraction():
    written, _kind = rewrite(claiming(10_000, 7_000))

    assert max(Image.open(BytesIO(written)).size) == LONGEST_SIDE


@pytest.mark.parametrize(
    "sent",
    [
        b"\x89PNG\r\n\x1a\n...",
        b"\xff\xd8\xff...",
        HEIC[:60],
        HEIC[:-200],
        bomb(60_000, 60_000),
        bomb(2**31 - 1, 1),
        picture()[:200],
    ],
)
def test_what_only_begins_as_a_picture_is_refused_in_words(sent):
    with pytest.raises(UnreadablePhoto):
        rewrite(sent)
    with pytest.raises(ValidationError, match="can’t be read"):
        accept_upload(SimpleUploadedFile("photo.jpg", sent))
