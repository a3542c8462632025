"""The patient's review of a visit, and the alerts that low ratings open for the clinic's admins."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from restartix.clock import Clock
from restartix.organisations.audiences import admins_only, patients_only
from restartix.organisations.middleware import ClinicRequest
from restartix.organisations.models import Organisation
from reviews.models import BEST, Alert, Review, check_open

if TYPE_CHECKING:
    from appointments.models import Appointment

PAGE = 20


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("Your rating"),
        coerce=int,
        choices=[(str(stars), str(stars)) for stars in range(1, BEST + 1)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one to five stars.")},
    )
    comment = forms.CharField(
        label=_("What was good, what could be better?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AcknowledgementForm(forms.Form):
    note = forms.CharField(
        label=_("What have you done about it?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


@patients_only
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: ClinicRequest, pk: int) -> HttpResponse:
    """Stars and a few words; what was given before stands in the form until the link ends."""
    visit = _visit(request, pk)
    check_open(visit)
    given = Review.objects.filter(appointment=visit).first()
    before = {"rating": str(given.rating), "comment": given.comment} if given else {}
    form = ReviewForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        Review.give(visit, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Thank you. Your review has reached the clinic."))
        return redirect("review", visit.pk)
    clock = Clock(visit.organisation.zone)
    context = {
        "visit": visit,
        "form": form,
        "given": given,
        "when": clock.short(visit.started_at),
        "zone": clock.name,
    }
    return render(request, "reviews/review.html", context, status=422 if form.is_bound else 200)


@admins_only
@require_safe
def alerts(request: ClinicRequest) -> HttpResponse:
    return _alerts_page(request)


@admins_only
@require_POST
def alert_acknowledgement(request: ClinicRequest, pk: UUID) -> HttpResponse:
    alert = get_object_or_404(Alert.objects.select_related("review__appointment"), pk=pk)
    form = AcknowledgementForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        return _alerts_page(request, shown=(pk, form), status=422)
    alert.acknowledge(by=request.actor, note=form.cleaned_data["note"])
    messages.success(request, _("Noted. The alert is closed."))
    return redirect("alerts")


def _visit(request: ClinicRequest, pk: int) -> Appointment:
    """A visit this person speaks for. Staff who only treat it can't review it."""
    visits = apps.get_model("appointments.Appointment")._default_manager.filter(deleted_at=None)
    visit = get_object_or_404(visits.select_related("organisation", "specialist"), pk=pk)
    if not request.actor.reads_results_of(visit):
        raise Http404
    return visit


def _alerts_page(
    request: ClinicRequest, *, shown: tuple[UUID, AcknowledgementForm] | None = None, status: int = 200
) -> HttpResponse:
    """Open ones first, each with its form; below, what was answered."""
    assert request.actor.organisation_id
    clock = Clock(Organisation.objects.get(pk=request.actor.organisation_id).zone)
    every = Alert.objects.select_related(
        "review__appointment__patient_person",
        "review__appointment__specialist",
        "acknowledged_by",
    )
    answered = Paginator(every.exclude(acknowledged_at=None).order_by("-acknowledged_at"), PAGE)
    page = answered.get_page(request.GET.get("page"))
    waiting = [
        (
            _line(alert, clock),
            shown[1] if shown and shown[0] == alert.pk else AcknowledgementForm(prefix=str(alert.pk)),
        )
        for alert in every.open()
    ]
    context = {
        "waiting": waiting,
        "page": page,
        "answered": [_line(alert, clock) for alert in page],
        "zone": clock.name,
    }
    return render(request, "reviews/alerts.html", context, status=status)


def _line(alert: Alert, clock: Clock) -> dict[str, object]:
    visit = alert.review.appointment
    return {
        "alert": alert,
        "rating": alert.review.rating,
        "comment": alert.review.comment,
        "name": visit.patient_person.name,
        "specialist": visit.specialist.display_name,
        "visit_url": visit.get_absolute_url(),
        "visited": clock.short(visit.started_at),
        "opened": clock.short(alert.opened_at),
        "answered": clock.short(alert.acknowledged_at) if alert.acknowledged_at else "",
        "by": alert.acknowledged_by.name if alert.acknowledged_by else "",
    }
