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

LARGEST = 5 * 1024 * 1024
LARGEST_REQUEST = 4 * LARGEST
LONGEST_NAME = 80
# The first bytes of what we take, and how such a name ends.
KINDS = {
    "application/pdf": (b"%PDF-", ".pdf"),
    "image/png": (b"\x89PNG\r\n\x1a\n", ".png"),
    "image/jpeg": (b"\xff\xd8\xff", ".jpg"),
}
ACCEPTED = "application/pdf,image/png,image/jpeg"


@dataclass(frozen=True)
class Upload:
    """A file that was looked at: its type is what its bytes say, its name is harmless."""

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


def received(file: UploadedFile) -> Upload:
    """Raises ValidationError for what is too large, or is neither a PDF nor a picture."""
    if (file.size or 0) > LARGEST:
        raise ValidationError(
            _("This file is too large: %(size)s. The limit is %(most)s."),
            params={"size": filesizeformat(file.size or 0), "most": filesizeformat(LARGEST)},
        )
    content = file.read()
    for kind, (beginning, ending) in KINDS.items():
        if content.startswith(beginning):
            return Upload(harmless(file.name or "", ending), kind, content)
    raise ValidationError(_("This is not a PDF, PNG or JPEG file."))


def harmless(name: str, ending: str) -> str:
    """A file's own name without folders, without what no name needs, ending as what it is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    stem = re.sub(r"[^\w .()-]+", "_", re.sub(r"\.\w{1,5}\Z", "", seen)).strip(" .")[:LONGEST_NAME]
    return f"{stem or 'file'}{ending}"
