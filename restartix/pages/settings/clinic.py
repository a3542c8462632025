"""The page of what a clinic says of itself, and its rules."""

from __future__ import annotations

from typing import Any

from babel.numbers import is_currency
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from restartix.core.clinics.details import UploadedLogo, change_details
from restartix.core.clinics.models import Logo, Organisation
from restartix.core.forms.names import NameField
from restartix.core.forms.number_field import MINUTES, NumberField
from restartix.core.web.audiences import admins_only, everyone
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.settings.duration_field import time_before
from restartix.pages.settings.first_run import after_saving
from restartix.pages.settings.hours_forms import zone_field_choices

LARGEST_LOGO = 200_000
REMINDERS = (7 * 24 * 60, 3 * 24 * 60, 2 * 24 * 60, 24 * 60, 12 * 60, 2 * 60, 60, 30)
FORMS_REMINDERS = REMINDERS[:5]
PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}
PARTS = (
    (
        gettext_lazy("What patients read"),
        ("name", "tagline", "address", "phone", "email", "logo", "privacy_notice"),
    ),
    (gettext_lazy("Time zone, language and currency"), ("time_zone", "language", "currency")),
    (gettext_lazy("Bookings"), ("hold_minutes", "opens_session_minutes_before", "waitlist_minutes")),
    (gettext_lazy("Reminders"), ("reminder_minutes", "forms_reminder_minutes")),
)


class ClinicForm(forms.ModelForm):  # type: ignore[type-arg]  # can't be subscripted when it runs
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    opens_session_minutes_before = NumberField(
        label=gettext_lazy("Open the session this many minutes before the visit"),
        least=0,
        most=120,
        unit=MINUTES,
    )
    hold_minutes = NumberField(
        label=gettext_lazy("Hold a chosen time for this many minutes"),
        least=1,
        most=30,
        unit=MINUTES,
    )
    waitlist_minutes = NumberField(
        label=gettext_lazy("Hold a time offered from the waitlist for this many minutes"),
        help_text=gettext_lazy(
            "If the time becomes free at night, this is counted from 8:00. An offer never lasts "
            "longer than the time can still be booked."
        ),
        least=15,
        most=24 * 60,
        unit=MINUTES,
    )
    reminder_minutes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Remind patients of their visit"),
        help_text=gettext_lazy("None ticked: no reminders are sent."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    forms_reminder_minutes = forms.TypedChoiceField(
        label=gettext_lazy("Ask patients for missing forms"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP, square, at most 200 kB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    class Meta:
        model = Organisation
        fields = [
            *("name", "tagline", "address", "phone", "email", "privacy_notice", "time_zone", "language"),
            *("currency", "opens_session_minutes_before", "hold_minutes", "waitlist_minutes"),
            *("reminder_minutes", "forms_reminder_minutes"),
        ]
        field_classes = {"name": NameField, "tagline": NameField}
        widgets = {
            "privacy_notice": forms.Textarea(attrs={"rows": 8}),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_reminders()
        self.fields["time_zone"].choices = zone_field_choices(self.instance.time_zone)  # type: ignore[attr-defined]
        self.fields["privacy_notice"].help_text = _(
            "Current version: %(number)s. Patients accept it when they book."
        ) % {"number": self.instance.privacy_version}
        self.fields["currency"].help_text = _("Three letters, such as EUR or RON.")

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The fields as the page groups them."""
        return [{"name": name, "fields": [self[one] for one in fields]} for name, fields in PARTS]

    def _offer_reminders(self) -> None:
        """Usual times to choose from, and whatever else is kept."""
        every, forms_at = self.instance.reminder_minutes, self.instance.forms_reminder_minutes
        self.fields["reminder_minutes"].choices = _choices({*REMINDERS, *every})  # type: ignore[attr-defined]
        kept = {*FORMS_REMINDERS, *([forms_at] if forms_at else [])}
        self.fields["forms_reminder_minutes"].choices = [("", _("never")), *_choices(kept)]  # type: ignore[attr-defined]

    def clean_currency(self) -> str:
        said = str(self.cleaned_data["currency"]).upper()
        if not is_currency(said):
            raise forms.ValidationError(_("This currency does not exist."))
        return said

    def clean_logo(self) -> UploadedFile[bytes] | None:
        logo: UploadedFile[bytes] | None = self.cleaned_data["logo"]
        if logo is None:
            return None
        if (logo.size or 0) > LARGEST_LOGO:
            raise forms.ValidationError(_("This picture is larger than 200 kB."))
        self.logo_bytes = logo.read()
        self.logo_type = next(
            (kind for begins, kind in PICTURES.items() if self.logo_bytes.startswith(begins)), ""
        )
        if not self.logo_type:
            raise forms.ValidationError(_("This is not a PNG, JPEG or WebP picture."))
        return logo

    @property
    def new_logo(self) -> UploadedLogo | None:
        if not self.cleaned_data["logo"]:
            return None
        return UploadedLogo(self.logo_bytes, self.logo_type, url=reverse("logo"))


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def clinic_settings(request: ClinicRequest) -> HttpResponse:
    clinic = get_object_or_404(Organisation, pk=request.actor.organisation_id)
    form = ClinicForm(request.POST or None, request.FILES or None, instance=clinic)
    if request.method == "POST" and form.is_valid():
        is_new_notice = "privacy_notice" in form.changed_data
        change_details(form.instance, is_new_notice=is_new_notice, logo=form.new_logo)
        messages.success(request, _("Saved. Patients see it from now on."))
        return after_saving(request, request.path)
    context = {"form": form, "clinic": clinic, "section": "settings"}
    return render(request, "appointments/settings/clinic.html", context, status=422 if form.is_bound else 200)


@everyone
@require_safe
def logo(request: ClinicRequest) -> HttpResponse:
    kept = Logo.objects.filter(organisation=request.actor.organisation_id).first()
    if kept is None:
        raise Http404
    response = HttpResponse(bytes(kept.content), content_type=kept.content_type)
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _choices(minutes: set[int]) -> list[tuple[int, str]]:
    return [(one, time_before(one)) for one in sorted(minutes, reverse=True)]
