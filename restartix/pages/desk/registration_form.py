"""What staff type to register a visit: who it is for, what, with whom and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from appointments.models import PatientServicePlan, Service, Specialist
from restartix.core.clock import Clock, instant
from restartix.core.numbers import whole_number
from restartix.pages.desk.registration_person import WhoAndWhenForm


class RegistrationForm(WhoAndWhenForm):
    service = forms.TypedChoiceField(label=gettext_lazy("Service"))
    plan = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, specialists: list[Specialist], **about: Any
    ) -> None:
        super().__init__(data, specialists=specialists, **about)
        self.continued_plan = self._plan()
        self._offer_services(specialists)

    @classmethod
    def from_link(cls, asked: Mapping[str, str], *, clock: Clock, **about: Any) -> Self:
        """As a link elsewhere begins it: `at`, `with`, `person`, `plan`, `service`."""
        at = instant(asked.get("at", ""))
        local = clock.local(at or timezone.now() + timedelta(hours=1))
        initial = {
            "day": local.date(),
            "specialist": asked.get("with", ""),
            "person": asked.get("person", ""),
        }
        initial |= {"plan": asked.get("plan", ""), "service": asked.get("service", "")}
        return cls(initial=initial | ({"time": local.time()} if at else {}), clock=clock, **about)

    @property
    def chosen_service(self) -> Service | None:
        """The one that was named, else the first that the named specialist gives."""
        if named := self.services.get(str(self["service"].value() or "")):
            return named
        whose = str(self["specialist"].value() or "")
        given = [
            one for one in self.services.values() if whose in {str(who.pk) for who in one.specialists.all()}
        ]
        return next(iter([*given, *self.services.values()]), None)

    def _offer_services(self, specialists: list[Specialist]) -> None:
        """What can be planned, and with whom: of a plan its service alone. A service is chosen beforehand only if the
        specialist gives it."""
        services = Service.objects.filter(is_active=True, specialists__in=specialists).distinct()
        services = services.select_related("organisation").prefetch_related("specialists")
        if self.continued_plan:
            services = services.filter(pk=self.continued_plan.service_id)
        self.services = {str(one.pk): one for one in services}
        field = self.fields["service"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(key, one.name) for key, one in self.services.items()]
        field.coerce = self.services.__getitem__
        giving = self.chosen_service.specialists.all() if self.chosen_service else []
        if self.chosen_service:
            self.choose("service", str(self.chosen_service.pk))
        self.offer_specialists([one for one in specialists if one in giving])

    def _plan(self) -> PatientServicePlan | None:
        """The plan that this visit is a session of: theirs, and not ended."""
        asked = whole_number(str(self["plan"].value() or ""))
        if asked is None or self.known_person is None:
            return None
        plans = PatientServicePlan.objects.filter(person=self.known_person, ended_at=None)
        return plans.select_related("service").filter(pk=asked).first()
