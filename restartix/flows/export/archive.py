"""The worker packs an archive: a page to read, the same as data, the signed forms' PDFs, and the uploaded files."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from uuid import UUID

from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone

from appointments.models.export import Export
from forms.models import Document, FormFile, SignedPaper
from patients.models import PatientProfile
from restartix.core.clinics.scope import scope
from restartix.core.clock import Clock, zone_named
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import every_sweep, handles
from restartix.core.region import in_language


@handles(Kind.DOCUMENT, "export")
def pack_export(effect: Effect) -> str:
    """Packed once; what was gathered is dropped then. A second run finds nothing to do."""
    with scope(organisation_id=effect.organisation_id):
        export = Export.objects.select_related("organisation").get(pk=UUID(effect.subject.rpartition(":")[2]))
        if export.gathered is None or export.expires_at <= timezone.now():
            return "nothing to pack"
        with in_language(export.language, export.organisation):
            content = archive(export)
        kept = Export.objects.filter(pk=export.pk)
        kept.update(content=content, gathered=None, made_at=timezone.now())
    return str(export.pk)


@every_sweep
def empty_what_lapsed() -> int:
    """Delete the copies of people's data that have expired; returns how many were emptied."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.empty_lapsed_exports()")
        (emptied,) = cursor.fetchone()
    return int(emptied)


def archive(export: Export) -> bytes:
    """The bytes of the ZIP. Papers and files are put in one after the other, so that memory holds one at a time."""
    said: dict[str, Any] = export.gathered or {}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(
            "index.html", render_to_string("appointments/export/archive/index.html", _page(export, said))
        )
        files.writestr("data.json", json.dumps(said, ensure_ascii=False, indent=2))
        for model, wanted in (
            (Document, _papers(said)),
            (FormFile, _files(said)),
            (SignedPaper, _signed_papers(said)),
        ):
            for pk, path in wanted.items():
                content = model.objects.filter(pk=pk).values_list("content", flat=True).first()
                if content:
                    files.writestr(path, bytes(content))
    return held.getvalue()


def _page(export: Export, said: dict[str, Any]) -> dict[str, Any]:
    clock = Clock(zone_named(said["time_zone"], export.organisation.zone))
    return {
        "said": said,
        "profile": [
            (name, said["profile"][name]) for name in PatientProfile.KNOWN_OF_HEALTH if said["profile"]
        ],
        "clock": clock,
        "zone": clock.name,
        "made": clock.moment(export.created_at),
        "language": export.language,
        "documents": len(_papers(said)),
        "files": len(_files(said)),
    }


def _papers(said: dict[str, Any]) -> dict[str, str]:
    papers = [form["document"] for form in _forms(said) if form["document"]]
    return {one["id"]: one["file"] for one in papers}


def _files(said: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["file"] for form in _forms(said) for one in form["files"]}


def _signed_papers(said: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["file"] for form in _forms(said) for one in form.get("papers", ())}


def _forms(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [form for visit in said["visits"] for form in visit["forms"]]
