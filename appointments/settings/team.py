"""Who works at the clinic: inviting colleagues, their roles, and ending a membership without forgetting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appointments.desk.absence import visits_to_move
from appointments.models import Specialist
from restartix.clock import Clock
from restartix.effects.models import Effect, Kind
from restartix.identity.models import User
from restartix.organisations.audiences import admins_only
from restartix.organisations.middleware import ClinicRequest
from restartix.organisations.models import Member, Organisation
from restartix.refusals import NotNow, violated


class InvitationForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("They sign in with it; the invitation goes there."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=Member.Role.choices,
        widget=forms.RadioSelect,
        initial=Member.Role.SPECIALIST,
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("What patients read under the name of a specialist: Physiotherapist, say."),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@admins_only
@require_safe
def team(request: ClinicRequest) -> HttpResponse:
    members = Member.objects.select_related("user", "specialist").order_by(
        "user__name", "user__email", "role"
    )
    people: dict[UUID, dict[str, Any]] = {}
    clock = Clock(Organisation.objects.get(pk=request.actor.here).zone)
    for member in members:
        user = member.user
        person = people.setdefault(
            user.pk, {"name": user.name or user.email, "email": user.email, "roles": [], "is_here": False}
        )
        person["is_here"] = person["is_here"] or member.ended_at is None
        person["roles"].append(_role(member, clock))
    context = {
        "here": [one for one in people.values() if one["is_here"]],
        "gone": [one for one in people.values() if not one["is_here"]],
        "section": "settings",
    }
    return render(request, "appointments/settings/team.html", context)


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: ClinicRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None, initial=_suggestion(request))
    if request.method == "POST" and form.is_valid():
        member = invite(form.cleaned_data, organisation_id=request.actor.here)
        messages.success(request, _("Invited. The letter is on its way."))
        specialist = Specialist.objects.filter(member=member).first()
        return redirect("specialist_hours", specialist.pk) if specialist else redirect("team")
    context = {"form": form, "section": "settings"}
    status = 422 if form.is_bound else 200
    return render(request, "appointments/settings/invitation.html", context, status=status)


@admins_only
@require_POST
def membership_end(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """From the next page they open they are staff no more. Refused while visits ahead are theirs."""
    member = get_object_or_404(Member.objects.select_related("user"), pk=pk, ended_at=None)
    specialist = Specialist.objects.filter(member=member).first()
    if specialist and visits_to_move(specialist).exists():
        said = _("They have visits ahead. Move or cancel these first, then end the membership.")
        messages.error(request, said)
        return redirect(f"{reverse('sick_day', args=[specialist.pk])}?all=1")
    member.ended_at = timezone.now()
    try:
        with transaction.atomic():
            member.save(update_fields=["ended_at"])
            Specialist.objects.filter(member=member).update(is_active=False)
    except IntegrityError as error:
        if violated(error) != "somebody_runs_the_clinic":
            raise
        raise NotNow(_("Somebody has to run the clinic: make another colleague admin first.")) from error
    messages.success(request, _("The membership has ended. What they did stays in the history."))
    return redirect("team")


@admins_only
@require_POST
def membership_renewal(request: ClinicRequest, pk: UUID) -> HttpResponse:
    member = get_object_or_404(Member, pk=pk)
    Member.objects.filter(pk=member.pk).update(ended_at=None)
    Specialist.objects.filter(member=member).update(is_active=True)
    messages.success(request, _("They are a member again."))
    return redirect("team")


def invite(told: dict[str, str], *, organisation_id: int) -> Member:
    """A member with this role from now on, told by mail; a specialist is on the public page as soon as they have
    hours and give a service. Somebody who was here before is again."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.login_for_colleague(%s, %s)", [told["email"], told["name"]])
            user_id = cursor.fetchone()[0]
        member, _made = Member.objects.update_or_create(
            user_id=user_id, organisation_id=organisation_id, role=told["role"], defaults={"ended_at": None}
        )
        if told["role"] == Member.Role.SPECIALIST:
            _seat(member, told)
        Effect.require(
            Kind.MAIL,
            code="invitation",
            subject=f"mail:invitation:{organisation_id}:{user_id}:{timezone.now():%Y%m%d%H%M%S}",
            organisation_id=organisation_id,
            user_id=user_id,
        )
    return member


def _seat(member: Member, told: dict[str, str]) -> None:
    """A specialist's place on the public page; the one they had before, if they were here."""
    about = {
        "organisation_id": member.organisation_id,
        "display_name": told["name"],
        "title": told["title"],
        "time_zone": Organisation.objects.get(pk=member.organisation_id).time_zone,
    }
    Specialist.objects.update_or_create(member=member, defaults={"is_active": True}, create_defaults=about)


def _suggestion(request: ClinicRequest) -> dict[str, str]:
    """While nobody sees patients yet, the one who asks is likely to be the first."""
    role = request.GET.get("role", "")
    initial = {"role": role if role in Member.Role.values else Member.Role.SPECIALIST}
    if not Specialist.objects.exists():
        me = User.objects.get(pk=request.actor.me)
        initial |= {"name": me.name, "email": me.email}
    return initial


def _role(member: Member, clock: Clock) -> dict[str, Any]:
    specialist = getattr(member, "specialist", None)
    return {
        "word": Member.Role(member.role).label,
        "is_here": member.ended_at is None,
        "ended": clock.short(member.ended_at) if member.ended_at else "",
        "end_url": reverse("membership_end", args=[member.pk]),
        "renewal_url": reverse("membership_renewal", args=[member.pk]),
        "hours_url": reverse("specialist_hours", args=[specialist.pk]) if specialist else "",
    }
