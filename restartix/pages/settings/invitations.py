"""Inviting colleagues: sent, sent again, and how far each letter is. Who is invited joins by signing in."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appointments.models import Specialist
from restartix.core.clinics.models import Member, Organisation
from restartix.core.clock import Clock
from restartix.core.effects.failures import reason
from restartix.core.effects.models import Effect, Kind, State
from restartix.core.forms.names import NameField
from restartix.core.identity.models import User
from restartix.core.limits import limited
from restartix.core.limits.targets import may_send
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.messages.labels import arrival_named


class InvitationForm(forms.Form):
    name = NameField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("They sign in with this address, and the invitation is sent to it."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=Member.Role.choices,
        widget=forms.RadioSelect,
        initial=Member.Role.SPECIALIST,
    )
    title = NameField(
        label=gettext_lazy("Title"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Shown to patients under the specialist’s name, for example Physiotherapist."),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@limited("link")
@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: ClinicRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None, initial=_suggestion(request))
    if request.method == "POST" and form.is_valid():
        member = invite(form.cleaned_data, organisation_id=request.actor.here)
        messages.success(request, _("Invited. The e-mail is on its way."))
        specialist = Specialist.objects.filter(member=member).first()
        return redirect("specialist_hours", specialist.pk) if specialist else redirect("team")
    context = {"form": form, "section": "settings"}
    status = 422 if form.is_bound else 200
    return render(request, "appointments/settings/invitation.html", context, status=status)


@limited("link")
@admins_only
@require_POST
def invitation_again(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The letter once more, to who has not come yet."""
    member = get_object_or_404(Member, pk=pk, joined_at=None, ended_at=None)
    write_to(member)
    messages.success(request, _("Invited again. The e-mail is on its way."))
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
        write_to(member)
    return member


def write_to(member: Member) -> None:
    """Not to one colleague again and again; what was sent before says all there is to say."""
    clinic, user = member.organisation_id, member.user_id
    if not may_send("link", organisation_id=clinic, subject=f"user:{user}"):
        return
    subject = f"mail:invitation:{clinic}:{user}:{timezone.now():%Y%m%d%H%M%S}"
    Effect.require(Kind.MAIL, code="invitation", subject=subject, organisation_id=clinic, user_id=user)


def letters_to(users: Iterable[UUID], clock: Clock) -> dict[UUID, str]:
    """How far the latest invitation of each is, in words."""
    asked = Effect.objects.filter(code="invitation", user__in=users).order_by("created_at")
    return {one.user_id: _letter(one, clock) for one in asked if one.user_id}


def _letter(effect: Effect, clock: Clock) -> str:
    code = effect.last_error_code or effect.delivery_code
    word = arrival_named(effect.state, effect.delivery)
    said = _("E-mail of %(when)s: %(state)s.") % {"when": clock.short(effect.created_at), "state": word}
    return f"{said} {reason(code, given_up=effect.state == State.FAILED)}" if code else said


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
