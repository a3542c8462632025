"""The patient's review of a visit: by its private link or signed in, with stars that need no script."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from appointments.models import Appointment
from restartix.core.clock import Clock
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from reviews.models import BEST, Review, check_open


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


@patients_only
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: ClinicRequest, pk: int) -> HttpResponse:
    """Stars and a few words. What was given stands in the form for a day, and is there to read ever after."""
    visit = _visit(request, pk)
    given = Review.objects.filter(appointment=visit).first()
    if given is None:
        check_open(visit)
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
        "changes_until": f"{clock.short(given.changes_until)}, {clock.name}" if given else "",
        "when": clock.short(visit.started_at),
        "zone": clock.name,
    }
    return render(request, "reviews/review.html", context, status=422 if form.is_bound else 200)


def _visit(request: ClinicRequest, pk: int) -> Appointment:
    """A visit whose results this person may see. Staff who only treat it can't review it."""
    visits = Appointment.objects.not_removed()
    visit = get_object_or_404(visits.select_related("organisation", "specialist"), pk=pk)
    if not request.actor.reads_results_of(visit):
        raise Http404
    return visit
