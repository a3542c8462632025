"""Translates broken database constraints of a visit into refusals for the user."""

from __future__ import annotations

from django.utils.translation import gettext as _

from restartix.core.refusals import NotNow, Refusal, slot_taken


class NoSessionLeft(NotNow):
    """All the sessions of the plan are done or planned."""


def refusal_for_constraint(constraint: str) -> Refusal | None:
    """The refusal that breaking this constraint means to the user; None if no user action can break it."""
    if constraint == "one_promise_at_a_time":
        return slot_taken()
    if constraint == "plan_has_a_session_left":
        return NoSessionLeft(_("All the sessions of this plan are already planned."))
    if constraint == "plan_fits_the_visit":
        return NotNow(_("The plan is for another patient or another service."))
    return None
