"""Files as they come in: how large they may be, what they really are, and what they are called from then on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from forms.photos import UnreadablePhoto, is_heic, rewrite

LARGEST = 5 * 1024 * 1024
LARGEST_PHOTO = 12 * 1024 * 1024
"""As it comes from the phone; what is saved of it is smaller."""
LARGEST_REQUEST = 4 * LARGEST_PHOTO + 1024 * 1024
LONGEST_NAME = 80
PDF = b"%PDF-"
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How a file begins."""
ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg"}
ACCEPTED = "application/pdf,image/png,image/jpeg,image/heic,image/heif,.heic,.heif"


@dataclass(frozen=True)
class Upload:
    """A file that was looked at: its type is what its bytes say, its name is harmless, and a picture is
    no more than it shows."""

    name: str
    type: str
    content: bytes


class Bounded(FileUploadHandler):
    """Turns away a request that is larger than any of our pages sends, before its files are read."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("more than any page sends")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def accept_upload(file: UploadedFile[bytes]) -> Upload:
    """Raises ValidationError for what is too large, or is neither a PDF nor a picture. Pictures are re-encoded."""
    _refuse_if_larger(file.size or 0, LARGEST_PHOTO)
    content = file.read()
    if content.startswith(PDF):
        _refuse_if_larger(len(content), LARGEST)
        return Upload(safe_name(file.name or "", ".pdf"), "application/pdf", content)
    if content.startswith(PICTURES) or is_heic(content):
        return _picture(file.name or "", content)
    raise ValidationError(_("This is not a PDF, PNG, JPEG or HEIC file."))


def _picture(name: str, content: bytes) -> Upload:
    try:
        made, kind = rewrite(content)
    except UnreadablePhoto:
        raise ValidationError(
            _("This picture can’t be read. Please take it again, or send it as a JPEG.")
        ) from None
    _refuse_if_larger(len(made), LARGEST)
    return Upload(safe_name(name, ENDINGS[kind]), kind, made)


def _refuse_if_larger(size: int, most: int) -> None:
    if size > most:
        raise ValidationError(
            _("This file is too large: %(size)s. The limit is %(most)s."),
            params={"size": filesizeformat(size), "most": filesizeformat(most)},
        )


def safe_name(name: str, ending: str) -> str:
    """A file's own name without folders or unsafe characters, with the ending of its real type."""
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    stem = re.sub(r"[^\w .()-]+", "_", re.sub(r"\.\w{1,5}\Z", "", seen)).strip(" .")[:LONGEST_NAME]
    return f"{stem or 'file'}{ending}"
