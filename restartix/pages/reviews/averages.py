"""How specialists and services are rated, on average, for the clinic's admins."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from babel.numbers import format_decimal
from django.db.models import Avg, Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from restartix.core.clock import locale
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.reviews.tabs import tabs
from reviews.models import BEST, Review

PERIODS = {
    "30": (gettext_lazy("30 days"), 30),
    "90": (gettext_lazy("90 days"), 90),
    "365": (gettext_lazy("A year"), 365),
    "all": (gettext_lazy("All"), None),
}
STARS = range(BEST, 0, -1)


@admins_only
@require_safe
def ratings(request: ClinicRequest) -> HttpResponse:
    asked = request.GET.get("days", "")
    chosen = asked if asked in PERIODS else "90"
    days = PERIODS[chosen][1]
    found = Review.objects.all()
    if days:
        found = found.filter(given_at__gte=timezone.now() - timedelta(days=days))
    context = {
        "tabs": tabs("ratings"),
        "periods": [
            {"name": words, "url": f"{reverse('ratings')}?days={key}", "current": key == chosen}
            for key, (words, _days) in PERIODS.items()
        ],
        "whole": next(iter(_rows(found, None)), None),
        "tables": [
            (_("By specialist"), _("Specialist"), _rows(found, "appointment__specialist__display_name")),
            (_("By service"), _("Service"), _rows(found, "appointment__service__name")),
        ],
        "stars": STARS,
    }
    return render(request, "reviews/ratings.html", context)


def _rows(found: QuerySet[Review], by: str | None) -> list[dict[str, Any]]:
    """One query: for each name the average, how many, and how many of each number of stars."""
    counts = {f"with_{stars}": Count("pk", filter=Q(rating=stars)) for stars in STARS}
    said = {"average": Avg("rating"), "reviews": Count("pk"), **counts}
    if by is None:
        whole = found.aggregate(**said)
        return [_row(_("All"), whole)] if whole["reviews"] else []
    grouped = found.order_by().values(by).annotate(**said).order_by("-average", by)
    return [_row(one[by], one) for one in grouped]


def _row(name: str, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "average": format_decimal(round(said["average"], 1), format="0.0", locale=locale()),
        "rounded": round(said["average"]),
        "reviews": said["reviews"],
        "in_words": ngettext("%(count)s review", "%(count)s reviews", said["reviews"])
        % {"count": said["reviews"]},
        "counts": [(stars, said[f"with_{stars}"]) for stars in STARS],
    }
