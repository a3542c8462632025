"""What is on offer as it is typed: a service, a calendar, a product. Errors stand beside their field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.models import Calendar, Product, Service, Specialist
from forms.models import FormTemplate
from restartix.core.forms.days import DayField
from restartix.core.forms.names import NameField
from restartix.core.forms.number_field import DAYS, MINUTES, NumberField
from restartix.flows import catalogue
from restartix.pages.settings.catalogue_pages import ThingForm
from restartix.pages.settings.duration_field import SpanField

HIGHEST_PRICE = 99_999_999


class SeenByForm(ThingForm):
    """Something that specialists give and that brings forms."""

    specialists = forms.ModelMultipleChoiceField(
        Specialist.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    templates = forms.ModelMultipleChoiceField(
        FormTemplate.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["specialists"].queryset = Specialist.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["templates"].queryset = FormTemplate.objects.filter(is_active=True)  # type: ignore[attr-defined]
        if not self.instance._state.adding:
            brought = self.instance.form_links.filter(is_active=True)
            self.initial["specialists"] = list(self.instance.specialists.values_list("pk", flat=True))
            self.initial["templates"] = list(brought.values_list("template_id", flat=True))

    def offer(self) -> None:
        catalogue.save_offering(
            self.instance, self.cleaned_data["specialists"], self.cleaned_data["templates"]
        )


def price_field(*, required: bool = True) -> NumberField:
    return NumberField(
        label=gettext_lazy("Price"),
        least=0,
        most=HIGHEST_PRICE,
        places=2,
        required=required,
    )


class ServiceDetailsForm(SeenByForm):
    duration = NumberField(label=gettext_lazy("Minutes"), least=5, most=480, unit=MINUTES)
    price = price_field()
    horizon = NumberField(
        label=gettext_lazy("How many days ahead it can be booked"), least=1, most=365, unit=DAYS
    )
    notice = SpanField(label=gettext_lazy("Minimum notice"), spans=(0, 30, 60, 120, 240, 720, 1440, 2880))
    cutoff = SpanField(
        label=gettext_lazy("Patients can cancel or move it until"),
        spans=(0, 60, 120, 240, 720, 1440, 2880, 4320),
    )

    class Meta:
        model = Service
        fields = ["name", "description", "duration", "price", "notice", "cutoff", "horizon"]
        field_classes = {"name": NameField}
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["specialists"].label = _("Who gives it")
        self.fields["specialists"].help_text = _("It can’t be booked until somebody gives it.")
        self.fields["templates"].label = _("Its forms")
        self.fields["duration"].help_text = _("The visit itself, without breaks before or after it.")
        self.fields["price"].help_text = _("Zero is free of charge.")
        if self.instance._state.adding:
            self.initial["specialists"] = list(
                Specialist.objects.filter(is_active=True).values_list("pk", flat=True)
            )

    def clean_duration(self) -> int:
        minutes = int(self.cleaned_data["duration"])
        if minutes % 5:
            raise forms.ValidationError(_("Between 5 minutes and 8 hours, in steps of 5 minutes."))
        return minutes


class CalendarDetailsForm(SeenByForm):
    price = price_field(required=False)

    class Meta:
        model = Calendar
        fields = ["service", "name", "slug", "description", "starts_on", "ends_on", "price"]
        field_classes = {"name": NameField, "starts_on": DayField, "ends_on": DayField}
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Service.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["service"].label = _("Service")
        self.fields["service"].empty_label = _("Choose a service")  # type: ignore[attr-defined]
        self.fields["slug"].help_text = _(
            "Lower-case letters, digits and hyphens. The page is at %(address)s."
        ) % {"address": reverse("calendar_channel", args=["spring"])}
        self.fields["price"].help_text = _("If empty: the price of the service.")
        self.fields["specialists"].label = _("Only with")
        self.fields["specialists"].help_text = _("None ticked: every specialist who gives the service.")
        self.fields["templates"].label = _("Its forms, in addition to those of the service")

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] < told["starts_on"]:
            self.add_error("ends_on", _("The last day is before the first."))
        return told


class ProductForm(ThingForm):
    price = price_field()

    class Meta:
        model = Product
        fields = ["name", "price"]
        field_classes = {"name": NameField}

    def offer(self) -> None:
        catalogue.save_product(self.instance)
