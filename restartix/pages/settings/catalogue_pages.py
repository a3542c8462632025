"""One kind of thing that a clinic offers (services, calendars, products): listed, added, changed, retired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.catalogue import AddressTaken, bring_back, retire
from restartix.pages.settings.first_run import after_saving

Words = str | Promise


class ThingForm(forms.ModelForm):  # type: ignore[type-arg]  # can't be subscripted when it runs
    """A thing on offer as it was typed."""

    def __init__(self, *args: Any, clinic: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organisation_id = clinic

    def keep(self) -> bool:
        """Save it with everything that belongs to it; False, with an error at the field, when its address is taken."""
        try:
            self.offer()
        except AddressTaken as refusal:
            self.add_error("slug", str(refusal))
            return False
        return True

    def offer(self) -> None:
        """The flow that saves it."""
        raise NotImplementedError


@dataclass(frozen=True)
class CatalogueSection:
    """`key` names the routes (services, service_new, …); `line` is what the list says of one thing."""

    key: str
    one: str
    icon: str
    form: type[ThingForm]
    line: Callable[[Any], dict[str, Any]]
    things: Callable[[], list[Any]]
    title: Words
    about: Words
    add: Words
    nothing: Words
    with_it: tuple[str, ...] = ("organisation",)
    """What the line names beside the thing itself."""

    def urls(self) -> list[URLPattern]:
        here = f"settings/{self.key}/"
        both = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path(here, admins_only(require_safe(self.index)), name=self.key),
            path(f"{here}new/", admins_only(both(self.new)), name=f"{self.one}_new"),
            path(f"{here}<uuid:pk>/", admins_only(both(self.edit)), name=f"{self.one}_edit"),
            path(
                f"{here}<uuid:pk>/retirement/",
                admins_only(require_POST(self.retire)),
                name=f"{self.one}_retire",
            ),
        ]

    def index(self, request: ClinicRequest) -> HttpResponse:
        lines = [
            self.line(thing) | {"url": reverse(f"{self.one}_edit", args=[thing.pk])}
            for thing in self.things()
        ]
        context = {
            "shelf": self,
            "lines": lines,
            "add_url": reverse(f"{self.one}_new"),
            "section": "settings",
        }
        return render(request, "appointments/settings/shelf.html", context)

    def new(self, request: ClinicRequest) -> HttpResponse:
        return self._form(request, self.form._meta.model())

    def edit(self, request: ClinicRequest, pk: UUID) -> HttpResponse:
        things = self.form._meta.model._default_manager.select_related(*self.with_it)
        return self._form(request, get_object_or_404(things, pk=pk))

    def retire(self, request: ClinicRequest, pk: UUID) -> HttpResponse:
        """Take it off the public page or bring it back; visits already booked keep it."""
        thing: Any = get_object_or_404(self.form._meta.model, pk=pk)
        if thing.is_active:
            retire(thing)
        else:
            bring_back(thing)
        messages.success(
            request, _("It is offered again.") if thing.is_active else _("It is no longer offered.")
        )
        return redirect(self.key)

    def _form(self, request: ClinicRequest, thing: Model) -> HttpResponse:
        is_new = thing._state.adding
        form = self.form(request.POST or None, instance=thing, clinic=request.actor.organisation_id or 0)
        if request.method == "POST" and form.is_valid() and form.keep():
            messages.success(request, _("Saved. Patients see it from now on."))
            return after_saving(request, reverse(self.key))
        context = {"shelf": self, "form": form, "thing": thing, "is_new": is_new, "section": "settings"}
        context |= (
            {}
            if is_new
            else {"retire_url": reverse(f"{self.one}_retire", args=[thing.pk])} | self.line(thing)
        )
        status = 422 if form.is_bound and form.errors else 200
        return render(request, "appointments/settings/thing.html", context, status=status)
