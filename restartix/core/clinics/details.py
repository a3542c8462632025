"""How a clinic describes itself, and its rules. A changed privacy notice is a new version that has to be read again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from restartix.core.clinics.models import Logo, Organisation


@dataclass(frozen=True)
class UploadedLogo:
    """A logo as it was uploaded, and the address that it is to be read from."""

    content: bytes
    content_type: str
    url: str


@transaction.atomic
def change_details(clinic: Organisation, *, is_new_notice: bool, logo: UploadedLogo | None) -> None:
    """Save the changed fields. The logo's address changes with the picture, since browsers keep it."""
    if is_new_notice:
        clinic.privacy_version += 1
    if logo:
        clinic.logo_url = _keep_logo(clinic, logo)
    clinic.save(force_update=True)


def _keep_logo(clinic: Organisation, logo: UploadedLogo) -> str:
    now = timezone.now()
    Logo.objects.update_or_create(
        organisation=clinic,
        defaults={"content": logo.content, "content_type": logo.content_type, "updated_at": now},
    )
    return f"{logo.url}?v={now:%Y%m%d%H%M%S}"
