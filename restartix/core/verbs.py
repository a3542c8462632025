"""How a status changes: lock the row, let the transition judge it as it stands now, save the outcome."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django_fsm import FSMModelMixin, TransitionNotAllowed

from restartix.core.clinics.actor import Actor
from restartix.core.refusals import NotNow, NotYours, taken, violated

May = Callable[[Actor, Any], bool]


class Judged(FSMModelMixin, models.Model):
    """A row whose status only its verbs change."""

    class Meta:
        abstract = True

    def reread_locked(self) -> None:
        """This row as it stands now, locked until the transaction ends. DoesNotExist when it can't be seen."""
        fresh = type(self)._base_manager.select_for_update(of=("self",)).get(pk=self.pk)
        self.__dict__.update(fresh.__dict__)
        self._state.fields_cache.clear()


def verb(*, may: May) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """All of it happens, or none: `may` says whose verb it is, the transition whether it fits the status.

    Raises NotYours, NotNow, SlotTaken.
    """

    def decorate(transition: Callable[..., None]) -> Callable[..., None]:
        @wraps(transition)
        def perform(self: Judged, *, by: Actor, **details: Any) -> None:
            try:
                with transaction.atomic():
                    self.reread_locked()
                    if not may(by, self):
                        raise NotYours(_("You can't do this for this visit."))
                    transition(self, by=by, **details)
                    self.save(force_update=True)
            except type(self).DoesNotExist as error:
                raise NotYours(_("You can't do this for this visit.")) from error
            except TransitionNotAllowed as error:
                raise NotNow(_("This can’t be done: the visit has changed in the meantime.")) from error
            except IntegrityError as error:
                if violated(error) == "plan_has_a_session_left":
                    raise NotNow(_("All the sessions of this plan are already planned.")) from error
                if violated(error) != "one_promise_at_a_time":
                    raise
                raise taken() from error

        perform.may = may  # type: ignore[attr-defined]
        return perform

    return decorate
