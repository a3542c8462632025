"""Who works at the clinic: inviting colleagues, their roles, and ending a membership without forgetting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from restartix.core.clinics.models import Member, Organisation
from restartix.core.clock import Clock
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows import membership
from restartix.pages.settings.invitations import letters_to


@admins_only
@require_safe
def team(request: ClinicRequest) -> HttpResponse:
    members = Member.objects.select_related("user", "specialist").order_by(
        "user__name", "user__email", "role"
    )
    people: dict[UUID, dict[str, Any]] = {}
    clock = Clock(Organisation.objects.get(pk=request.actor.here).zone)
    invited = {one.user_id for one in members if not (one.joined_at or one.ended_at)}
    letters = letters_to(invited, clock) if invited else {}
    for member in members:
        user = member.user
        person = people.setdefault(
            user.pk, {"name": user.name or user.email, "email": user.email, "roles": [], "is_here": False}
        )
        person["letter"] = letters.get(user.pk, "")
        person["is_here"] = person["is_here"] or member.ended_at is None
        person["roles"].append(_role(member, clock))
    context = {
        "here": [one for one in people.values() if one["is_here"]],
        "gone": [one for one in people.values() if not one["is_here"]],
        "section": "settings",
    }
    return render(request, "appointments/settings/team.html", context)


@admins_only
@require_POST
def membership_end(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """From the next page they open they are staff no more. Refused while visits ahead are theirs."""
    member = get_object_or_404(Member.objects.select_related("user"), pk=pk, ended_at=None)
    try:
        membership.end_membership(member)
    except membership.HasUpcomingVisits as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('sick_day', args=[refusal.specialist.pk])}?all=1")
    said = _("The membership has ended. What they did stays in the history.")
    messages.success(request, said if member.joined_at else _("The invitation is withdrawn."))
    return redirect("team" if member.user_id != request.actor.me else _home_without(member))


def _home_without(ended: Member) -> str:
    """Where an admin lands who has ended their own membership: as the specialist they still are, or a visitor."""
    others = Member.objects.filter(user=ended.user_id, organisation=ended.organisation_id, ended_at=None)
    return "dashboard" if others.exists() else "clinic"


@admins_only
@require_POST
def membership_renewal(request: ClinicRequest, pk: UUID) -> HttpResponse:
    member = get_object_or_404(Member, pk=pk)
    membership.renew_membership(member)
    messages.success(request, _("They are a member again."))
    return redirect("team")


def _role(member: Member, clock: Clock) -> dict[str, Any]:
    specialist = getattr(member, "specialist", None)
    return {
        "word": Member.Role(member.role).label,
        "is_here": member.ended_at is None,
        "is_invited": not (member.joined_at or member.ended_at),
        "again_url": reverse("invitation_again", args=[member.pk]),
        "ended": clock.short(member.ended_at) if member.ended_at else "",
        "end_url": reverse("membership_end", args=[member.pk]),
        "renewal_url": reverse("membership_renewal", args=[member.pk]),
        "hours_url": reverse("specialist_hours", args=[specialist.pk]) if specialist else "",
    }
