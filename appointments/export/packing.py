"""The worker packs an archive: a page to read, the same as data, and the papers."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone, translation

from appointments.models.export import Export
from forms.models import Document
from restartix.clock import Clock, zone_named
from restartix.effects.models import Effect, Kind
from restartix.effects.registry import handles
from restartix.organisations.scope import scope


@handles(Kind.DOCUMENT, "export")
def pack_export(effect: Effect) -> str:
    """Packed once; what was gathered is dropped then. A second run finds nothing to do."""
    with scope(organisation_id=effect.organisation_id):
        export = Export.objects.select_related("organisation").get(pk=UUID(effect.subject.rpartition(":")[2]))
        if export.gathered is None or export.expires_at <= timezone.now():
            return "nothing to pack"
        papers = {
            str(one.pk): bytes(one.content)
            for one in Document.objects.filter(pk__in=_papers(export.gathered))
        }
    with translation.override(export.language):
        content = archive(export, papers)
    with scope(organisation_id=effect.organisation_id):
        kept = Export.objects.filter(pk=export.pk)
        kept.update(content=content, gathered=None, made_at=timezone.now())
    return str(export.pk)


def archive(export: Export, papers: dict[str, bytes]) -> bytes:
    """The bytes of the ZIP."""
    said: dict[str, Any] = export.gathered or {}
    clock = Clock(zone_named(said["time_zone"], export.organisation.zone))
    page = {
        "said": said,
        "language": export.language,
        "made": clock.moment(timezone.now()),
        "zone": clock.name,
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("index.html", render_to_string("appointments/export/index.html", page))
        files.writestr("data.json", json.dumps(said, ensure_ascii=False, indent=2))
        for form in _forms(said):
            paper = form["document"]
            if paper and paper["id"] in papers:
                files.writestr(f"documents/{paper['file']}", papers[paper["id"]])
    return held.getvalue()


def _forms(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [form for visit in said["visits"] for form in visit["forms"]]


def _papers(said: dict[str, Any]) -> list[str]:
    return [form["document"]["id"] for form in _forms(said) if form["document"]]
