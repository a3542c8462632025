"""On a form's page: which services and calendars bring it."""

from typing import Any

from django import template

from appointments.models import Calendar, Service
from forms.models import FormTemplate

register = template.Library()


@register.inclusion_tag("appointments/settings/_attachments.html", takes_context=True)
def attachments(context: template.Context, form_template: FormTemplate) -> dict[str, Any]:
    """Each service and calendar with a checkbox, and one button to save them."""
    services = set(form_template.service_links.filter(is_active=True).values_list("service", flat=True))
    calendars = set(form_template.calendar_links.filter(is_active=True).values_list("calendar", flat=True))
    return {
        "csrf_token": context.get("csrf_token"),
        "template": form_template,
        "services": [(one, one.pk in services) for one in Service.objects.filter(is_active=True)],
        "calendars": [
            (one, one.pk in calendars)
            for one in Calendar.objects.filter(is_active=True).select_related("service")
        ],
    }
