"""Signing in and out: by a mailed link, or with Clerk where its keys are set."""

from __future__ import annotations

from typing import cast

from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from restartix.core.identity import clerk_accounts, clerk_sweep, mailed_link, sessions
from restartix.core.identity.clerk import Clerk
from restartix.core.identity.clerk_browser import ClerkBrowser
from restartix.core.identity.clerk_session import InvalidSession
from restartix.core.identity.clerk_words import component_words
from restartix.core.limits import limit_tries
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


@everyone
@never_cache
@limit_tries("sign-in")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: ClinicRequest) -> HttpResponse:
    """The sign-in page. The answer is the same for every address, known here or not."""
    sessions.remember_destination(request, request.GET.get("next", ""))
    if settings.CLERK_PUBLISHABLE_KEY:
        return _clerk_page(request)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assert request.actor.organisation_id
        mailed_link.request_link(
            email=form.cleaned_data["email"], organisation_id=request.actor.organisation_id
        )
        return redirect(f"{reverse('sign_in')}?sent=1")
    if "sent" in request.GET:
        return render(request, "identity/sent.html", {"minutes": mailed_link.MINUTES})
    context = {"form": form, "rested": request.session.get("rested")}
    return render(request, "identity/sign_in.html", context, status=422 if form.is_bound else 200)


@everyone
@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: ClinicRequest, token: str) -> HttpResponse:
    """The mailed link. Opening it changes nothing, for mail scanners open links; pressing the button signs in."""
    if request.method != "POST":
        return render(request, "identity/link.html")
    found = mailed_link.consume_link(token)
    if found is None:
        return render(request, "identity/link_spent.html", status=410)
    user_id, nonce = found
    return sessions.begin(request, user_id=user_id, nonce=nonce)


@everyone
@never_cache
@require_POST
def sign_out(request: ClinicRequest) -> HttpResponse:
    sessions.end(request)
    return redirect(f"{reverse('sign_in')}?out=1" if settings.CLERK_PUBLISHABLE_KEY else reverse("clinic"))


@everyone
@never_cache
@sensitive_variables("token")
@limit_tries("sign-in")
@require_http_methods(["GET", "HEAD", "POST"])
def clerk_session(request: ClinicRequest) -> HttpResponse:
    """Exchange the token that Clerk gave this browser, once, for a session of our own. Clerk's component leads here;
    the page sends the token by itself."""
    if not settings.CLERK_PUBLISHABLE_KEY:
        raise Http404
    if request.method != "POST":
        return _clerk_page(request, hands_over=True)
    try:
        verified = Clerk.from_settings().verify_session(request.POST.get("token", ""))
    except InvalidSession:
        return render(request, "identity/clerk_refused.html", status=403)
    found = mailed_link.login_of_clerk_user(verified.user_id)
    if found is None:
        clerk_accounts.look_up_soon(verified.user_id)
        return render(request, "identity/clerk_refused.html", status=403)
    if not clerk_sweep.begin(verified.session_id, verified.user_id):
        return redirect(f"{reverse('sign_in')}?out=1")
    user_id, nonce = found
    return sessions.begin(request, user_id=user_id, nonce=nonce, clerk_session_id=verified.session_id)


def _clerk_page(request: ClinicRequest, *, hands_over: bool = False) -> HttpResponse:
    """Clerk's own component; the scripts it needs are allowed on these two pages and no other."""
    browser = ClerkBrowser.from_settings()
    context = {
        "clerk": browser,
        "words": component_words(get_language() or "en"),
        "hands_over": hands_over,
        "is_signed_out": "out" in request.GET,
        "rested": request.session.get("rested"),
    }
    allowed = csp_update(browser.policy())(lambda request: render(request, "identity/clerk.html", context))
    return cast("HttpResponse", allowed(request))
