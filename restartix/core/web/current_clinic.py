"""The clinic whose page is asked for."""

from __future__ import annotations

from django.http import HttpRequest

from restartix.core.clinics.models import Organisation


def clinic_of(request: HttpRequest) -> Organisation:
    """Asked of the database once in a request. Raises Organisation.DoesNotExist outside clinics."""
    kept: Organisation | None = getattr(request, "clinic", None)
    if kept is None:
        kept = Organisation.objects.get(pk=request.actor.organisation_id)  # type: ignore[attr-defined]
        remember_clinic(request, kept)
    return kept


def remember_clinic(request: HttpRequest, clinic: Organisation) -> None:
    """Remember the clinic when another query has already fetched it."""
    request.clinic = clinic  # type: ignore[attr-defined]
