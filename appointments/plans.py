"""Plans of several sessions: their progress, and the sessions left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, JSONField, QuerySet
from django.utils.translation import gettext as _

from appointments.models import PatientServicePlan, Service
from appointments.models.appointment import Appointment
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor

FIGURES = Func(
    F("pk"),
    template="(SELECT to_jsonb(f) FROM public.plan_figures(%(expressions)s) f)",
    output_field=JSONField(),
)


@dataclass(frozen=True)
class PlanProgress:
    """Sessions of a plan: done, planned and still to be planned."""

    plan: PatientServicePlan
    done: int
    planned: int

    @classmethod
    def of(cls, plan: Any) -> PlanProgress:
        """Of a plan out of `with_figures`."""
        return cls(plan, plan.figures["done"], plan.figures["planned"])

    @property
    def left(self) -> int:
        return max(self.plan.sessions - self.done - self.planned, 0)

    @property
    def may_plan(self) -> bool:
        return self.plan.ended_at is None and self.left > 0

    @property
    def words(self) -> str:
        return _("%(done)s of %(all)s done, %(planned)s planned, %(left)s left") % {
            "done": self.done,
            "all": self.plan.sessions,
            "planned": self.planned,
            "left": self.left,
        }


def enrol(person: PatientPerson, service: Service, sessions: int, *, by: Actor) -> PatientServicePlan:
    """This person comes for so many sessions of a service."""
    return PatientServicePlan.objects.create(
        organisation_id=by.here, person=person, service=service, sessions=sessions
    )


def progress_of(plans: QuerySet[PatientServicePlan]) -> list[PlanProgress]:
    """In one query, whatever their number."""
    return [PlanProgress.of(plan) for plan in with_figures(plans)]


def with_figures(plans: QuerySet[PatientServicePlan]) -> QuerySet[Any]:
    """Adds the counts that `PlanProgress.of` reads, for paginated plans. The database counts, the same for everybody
    who may see the plan, whichever of its visits they see."""
    return plans.annotate(figures=FIGURES)


def words_of(plan: PatientServicePlan) -> str:
    """The plan's progress, in words."""
    return progress_of(PatientServicePlan.objects.filter(pk=plan.pk))[0].words


def session_words(visit: Appointment) -> str:
    """Session 3 of 10; empty for a visit of no plan."""
    if not visit.plan_session_number or visit.patient_service_plan is None:
        return ""
    return _("Session %(number)s of %(all)s") % {
        "number": visit.plan_session_number,
        "all": visit.patient_service_plan.sessions,
    }
