"""Low ratings for the clinic's admins: listed, filtered, and answered with a note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from appointments.models import Specialist
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock
from restartix.core.forms.days import DayField
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import A_DAY
from restartix.pages.reviews.tabs import tabs
from reviews.models import Alert

PAGE = 20
STATES = {
    "open": (_("To answer"), Alert.objects.open),
    "acknowledged": (_("Answered"), Alert.objects.acknowledged),
    "withdrawn": (_("Raised to five stars since"), Alert.objects.withdrawn),
    "all": (_("All"), Alert.objects.all),
}


class AcknowledgementForm(forms.Form):
    note = forms.CharField(
        label=_("What have you done about it?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AlertFilter(forms.Form):
    """Which alerts are shown. What makes no sense counts as not said."""

    state = forms.ChoiceField(
        label=_("Show"), choices=[(key, words) for key, (words, _which) in STATES.items()], required=False
    )
    stars = forms.TypedChoiceField(
        label=_("Stars"), coerce=int, empty_value=None, required=False,
        choices=[("", _("Any")), *((str(stars), "★" * stars) for stars in range(1, 5))],
    )  # fmt: skip
    specialist: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Specialist"), queryset=None, required=False, empty_label=_("Any specialist")
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data if data.get("state") else {**data.dict(), "state": "open"})
        self.fields["specialist"].queryset = Specialist.objects.all()  # type: ignore[attr-defined]

    def alerts(self, clock: Clock) -> QuerySet[Alert]:
        self.is_valid()
        asked = self.cleaned_data
        found = STATES[asked.get("state") or "open"][1]()
        if stars := asked.get("stars"):
            found = found.filter(review__rating=stars)
        if specialist := asked.get("specialist"):
            found = found.filter(review__appointment__specialist=specialist)
        if since := asked.get("since"):
            found = found.filter(opened_at__gte=clock.midnight(since))
        if until := asked.get("until"):
            found = found.filter(opened_at__lt=clock.midnight(until + A_DAY))
        return found

    @property
    def is_narrow(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("stars", "specialist", "since", "until"))


@admins_only
@require_safe
def alerts(request: ClinicRequest) -> HttpResponse:
    return _page(request)


@admins_only
@require_POST
def alert_acknowledgement(request: ClinicRequest, pk: UUID) -> HttpResponse:
    alert = get_object_or_404(Alert.objects.select_related("review__appointment"), pk=pk)
    form = AcknowledgementForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        return _page(request, shown=(pk, form), status=422)
    alert.acknowledge(by=request.actor, note=form.cleaned_data["note"])
    messages.success(request, _("Saved. The alert is closed."))
    return redirect("alerts")


def _page(
    request: ClinicRequest, *, shown: tuple[UUID, AcknowledgementForm] | None = None, status: int = 200
) -> HttpResponse:
    """The alerts that were asked for; each that is open has its form."""
    clock = Clock(Organisation.objects.get(pk=request.actor.here).zone)
    asks = AlertFilter(request.GET)
    found = asks.alerts(clock).select_related(
        "review__appointment__patient_person", "review__appointment__specialist", "acknowledged_by"
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs("alerts"),
        "asks": asks,
        "is_narrow": asks.is_narrow,
        "page": page,
        "query": urlencode([(key, str(value)) for key, value in request.GET.items() if key != "page"]),
        "lines": [(_line(alert, clock), _form(alert, shown)) for alert in page],
        "zone": clock.name,
    }
    return render(request, "reviews/alerts.html", context, status=status)


def _form(alert: Alert, shown: tuple[UUID, AcknowledgementForm] | None) -> AcknowledgementForm | None:
    if alert.acknowledged_at or alert.withdrawn_at:
        return None
    return shown[1] if shown and shown[0] == alert.pk else AcknowledgementForm(prefix=str(alert.pk))


def _line(alert: Alert, clock: Clock) -> dict[str, Any]:
    visit = alert.review.appointment
    return {
        "alert": alert,
        "rating": alert.review.rating,
        "was": alert.lowest if alert.lowest < alert.review.rating else 0,
        "comment": alert.review.comment,
        "name": visit.patient_person.name,
        "specialist": visit.specialist.display_name,
        "visit_url": visit.get_absolute_url(),
        "visited": clock.short(visit.started_at),
        "opened": clock.short(alert.opened_at),
        "answered": clock.short(alert.acknowledged_at) if alert.acknowledged_at else "",
        "withdrawn": clock.short(alert.withdrawn_at) if alert.withdrawn_at else "",
        "by": alert.acknowledged_by.name if alert.acknowledged_by else "",
    }
