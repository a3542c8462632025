"""How a status changes: lock the row, let the transition judge it as it stands now, save the outcome."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django_fsm import FSMModelMixin, TransitionNotAllowed

from restartix.core.clinics.actor import Actor
from restartix.core.refusals import NotNow, NotYours, Refusal, violated_constraint

May = Callable[[Actor, Any], bool]


def everybody(_actor: Actor, _row: Any) -> bool:
    return True


@dataclass(frozen=True)
class Condition:
    """What must be true of a row for a verb, whom that binds, and the message when it isn't.

    One that binds everybody may stand among a transition's `conditions`; the others stand among the verb's."""

    holds: Callable[[Any], bool]
    sentence: Callable[[Any], str]
    binds: May = everybody

    def __call__(self, row: Any) -> bool:
        """As django-fsm asks."""
        return self.holds(row)


class WithVerbs(FSMModelMixin, models.Model):
    """A row whose status only its verbs change."""

    status: Any

    class Meta:
        abstract = True

    @staticmethod
    def refusal_for_constraint(constraint: str) -> Refusal | None:
        """The refusal that breaking this constraint means to the user; None if no user action can break it."""
        raise NotImplementedError

    def reread_locked(self) -> None:
        """This row as it stands now, locked until the transaction ends. DoesNotExist when it can't be seen."""
        fresh = type(self)._base_manager.select_for_update(of=("self",)).get(pk=self.pk)
        self.__dict__.update(fresh.__dict__)
        self._state.fields_cache.clear()


def verb(
    *, may: May, conditions: Collection[Condition] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """All or nothing. `may` decides who may call it; the transition decides from which status.

    `conditions` are for verbs without a transition, for conditions that bind only some people, and for those that query
    other rows, which a transition would check twice. Raises NotYours, NotNow, SlotTaken.
    """

    def decorate(body: Callable[..., None]) -> Callable[..., None]:
        @wraps(body)
        def perform(self: WithVerbs, *, by: Actor, **details: Any) -> None:
            try:
                with transaction.atomic():
                    self.reread_locked()
                    if refused := refusal(self, body.__name__, by):
                        raise refused
                    body(self, by=by, **details)
                    self.save(force_update=True)
            except type(self).DoesNotExist as error:
                raise _not_yours() from error
            except TransitionNotAllowed as error:
                raise _changed() from error
            except IntegrityError as error:
                refused = self.refusal_for_constraint(violated_constraint(error))
                if refused is None:
                    raise
                raise refused from error

        perform.may, perform.conditions = may, conditions  # type: ignore[attr-defined]
        return perform

    return decorate


def refusal(row: WithVerbs, verb: str, by: Actor, *, ignoring: Collection[Condition] = ()) -> Refusal | None:
    """Why this actor can't call the verb on the row as loaded; None when only invalid input could still fail.

    Buttons ask it too. `ignoring` are conditions to leave out."""
    said: Any = getattr(type(row), verb)
    if not said.may(by, row):
        return _not_yours()
    conditions = [*said.conditions]
    if hasattr(said, "_django_fsm"):
        way = said._django_fsm.get_transition(row.status)
        if way is None:
            return _changed()
        conditions = [*way.conditions, *conditions]
    for condition in conditions:
        if condition not in ignoring and condition.binds(by, row) and not condition.holds(row):
            return NotNow(condition.sentence(row))
    return None


def sources(verb: Any) -> frozenset[str]:
    """The statuses that a verb leads away from."""
    return frozenset(verb._django_fsm.transitions)


def _not_yours() -> NotYours:
    return NotYours(_("You can't do this for this visit."))


def _changed() -> NotNow:
    return NotNow(_("This can’t be done: the visit has changed in the meantime."))
