"""Absolute URLs of a clinic's pages, for e-mails and calendar entries, where no request says which clinic it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse

from restartix.core.clinics.models import Organisation


def address_of(organisation: Organisation, name: str, *args: Any) -> str:
    """The address of the page `name` at this clinic, whichever clinic is being served at the moment."""
    path = reverse(name, urlconf=settings.CLINIC_URLCONF, args=args)
    return f"{settings.SITE_URL}/{organisation.slug}/{path.removeprefix(get_script_prefix())}"
