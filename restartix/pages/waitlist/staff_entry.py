"""Staff put somebody on the waitlist, say a caller who found no time."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appointments.availability.channel import Channel
from appointments.models import Service
from patients.models import PatientPerson
from restartix.core.clock import Clock
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.waitlist.join import WaitingForm, contact_on_record, join_list


class DeskEntryForm(WaitingForm):
    """The visitor's own form in the words of somebody who fills it in for them."""

    def __init__(self, data: QueryDict | None = None, *, channel: Channel, clock: Clock) -> None:
        super().__init__(data, channel=channel, clock=clock, asks=QueryDict())
        self.fields["name"].label = _("Name")
        self.fields["email"].help_text = _("Offers are sent to this address.")
        self.fields["privacy"].label = _("They know how the clinic uses their data.")
        self.fields["privacy"].error_messages["required"] = _("Please tell them, and confirm it here.")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def waitlist_entry(request: ClinicRequest) -> HttpResponse:
    """One page: the service is chosen first, since it says who and which days there are. `person`: of whom the clinic
    knows already how they are called and reached."""
    services = list(Service.objects.filter(is_active=True).select_related("organisation").order_by("name"))
    service = next((one for one in services if str(one.pk) == request.GET.get("service", "")), None)
    channel = Channel(service) if service else None
    form = DeskEntryForm(request.POST or None, channel=channel, clock=channel.clock) if channel else None
    if channel and form and request.method == "POST" and form.is_valid():
        join_list(form, channel, channel.clock, by=request.actor)
        messages.success(request, _("Added to the waitlist. They get an e-mail with their private link."))
        return redirect("waitlist" if request.actor.is_admin else "dashboard")
    if form and request.method != "POST":
        form.initial = {**form.initial, **_known(request.GET.get("person", ""))}
    context = {
        "form": form,
        "services": services,
        "only": service,
        "section": "settings",
        "clock": channel.clock.name if channel else "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "appointments/waiting/desk_entry.html", context, status=status)


def _known(person_id: str) -> dict[str, str]:
    with suppress(ValidationError):
        person = (
            PatientPerson.objects.select_related("user").filter(pk=person_id).first() if person_id else None
        )
        if person:
            return contact_on_record(person)
    return {}
