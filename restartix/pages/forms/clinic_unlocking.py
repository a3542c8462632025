"""A browser that a patient was given stays locked until the same member proves themselves by a mailed code."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forms.clinic_signing import end_signing
from forms.models import ClinicSigning
from restartix.core.clinics.scope import enter
from restartix.core.identity import locks
from restartix.core.identity.codes import MINUTES, CodeResult, Purpose, check_code, request_code
from restartix.core.identity.models import User
from restartix.core.masks import mask_email
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest, lock_of


class UnlockCodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code from the e-mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Please type the code.")},
    )


@locks.open_while_locked
@never_cache
@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: ClinicRequest) -> HttpResponse:
    """Whose session it is, and the code that opens it. It shows nothing of the clinic's."""
    lock = lock_of(request)
    if lock is None:
        return redirect("clinic")
    member = _member(request)
    if member is None:  # signed out everywhere meanwhile, or no longer a member
        request.session.flush()
        return redirect("sign_in")
    form = UnlockCodeForm(request.POST or None)
    if form.is_valid() and _is_right(member, str(lock), form.cleaned_data["code"], form):
        return _open(request, member)
    return render(
        request,
        "forms/clinic/unlock.html",
        {
            "form": form,
            "name": member.name,
            "address": mask_email(member.email),
            "sent": "sent" in request.GET or form.is_bound,
            "minutes": MINUTES,
        },
        status=422 if form.is_bound else 200,
    )


@locks.open_while_locked
@never_cache
@everyone
@require_POST
def unlock_code(request: ClinicRequest) -> HttpResponse:
    """Mail the code; the one sent in the last ten minutes goes on working."""
    lock, member = lock_of(request), _member(request)
    if lock is not None and member is not None:
        request_code(
            Purpose.UNLOCK,
            organisation_id=request.actor.here,
            subject=str(lock),
            email=member.email,
            language=member.language,
        )
    return redirect(f"{reverse('unlock')}?sent=1")


def _member(request: ClinicRequest) -> User | None:
    """Whose session this is, as it stands now. Afterwards the request is nobody's again."""
    held = request.session
    whose: str = held.get("user_id") or str(UUID(int=0))
    enter(
        slug=request.clinic_slug,
        user_id=whose,
        session_nonce=held.get("nonce", ""),
        client_id=None,
    )
    member = User.objects.filter(pk=whose).first()
    enter(slug=request.clinic_slug, client_id=request.actor.client_id)
    return member


def _is_right(member: User, subject: str, typed: str, form: UnlockCodeForm) -> bool:
    result = check_code(Purpose.UNLOCK, subject=subject, typed=typed, address=member.email.lower())
    if result is CodeResult.WRONG:
        form.add_error("code", _("This is not the code. Please check it."))
    elif result is CodeResult.EXPIRED:
        form.add_error("code", _("This code no longer works. Please ask for a new one."))
    return result is CodeResult.RIGHT


def _open(request: ClinicRequest, member: User) -> HttpResponse:
    """The session is the member's again, under a new key; what the patient had open is over."""
    lock = lock_of(request) or UUID(int=0)
    locks.unlock(request)
    request.actor = enter(
        slug=request.clinic_slug,
        user_id=member.pk,
        session_nonce=member.session_nonce,
        client_id=request.actor.client_id,
    )
    signing = ClinicSigning.objects.filter(pk=lock).first()
    if signing is None:
        return redirect("dashboard" if request.actor.is_member else "clinic")
    end_signing(signing)
    return redirect("appointment", signing.appointment_id)
