"""Inviting colleagues: sending invitations, resending them, and the state of each e-mail. Invited people join by
signing in."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appointments.models import Specialist
from restartix.core.clinics.models import Member
from restartix.core.clock import Clock
from restartix.core.effects.failures import reason
from restartix.core.effects.models import Effect, State
from restartix.core.forms.names import NameField
from restartix.core.identity.models import User
from restartix.core.limits import limit_tries
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows import membership
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


@limit_tries("link")
@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: ClinicRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None, initial=_suggestion(request))
    if request.method == "POST" and form.is_valid():
        member = membership.invite(**form.cleaned_data, by=request.actor)
        messages.success(request, _("Invited. The e-mail is on its way."))
        specialist = Specialist.objects.filter(member=member).first()
        return redirect("specialist_hours", specialist.pk) if specialist else redirect("team")
    context = {"form": form, "section": "settings"}
    status = 422 if form.is_bound else 200
    return render(request, "appointments/settings/invitation.html", context, status=status)


@limit_tries("link")
@admins_only
@require_POST
def invitation_again(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Send the e-mail again to somebody who has not joined yet."""
    member = get_object_or_404(Member, pk=pk, joined_at=None, ended_at=None)
    membership.mail_invitation(member)
    messages.success(request, _("Invited again. The e-mail is on its way."))
    return redirect("team")


def letters_to(users: Iterable[UUID], clock: Clock) -> dict[UUID, str]:
    """How far the latest invitation of each is, in words."""
    asked = Effect.objects.filter(code="invitation", user__in=users).order_by("created_at")
    return {one.user_id: _letter(one, clock) for one in asked if one.user_id}


def _letter(effect: Effect, clock: Clock) -> str:
    code = effect.last_error_code or effect.delivery_code
    word = arrival_named(effect.state, effect.delivery)
    said = _("E-mail of %(when)s: %(state)s.") % {"when": clock.short(effect.created_at), "state": word}
    return f"{said} {reason(code, given_up=effect.state == State.FAILED)}" if code else said


def _suggestion(request: ClinicRequest) -> dict[str, str]:
    """While nobody sees patients yet, the one who asks is likely to be the first."""
    role = request.GET.get("role", "")
    initial = {"role": role if role in Member.Role.values else Member.Role.SPECIALIST}
    if not Specialist.objects.exists():
        me = User.objects.get(pk=request.actor.me)
        initial |= {"name": me.name, "email": me.email}
    return initial
