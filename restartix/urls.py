"""What lies outside every clinic's address."""

from django.urls import include, path

from restartix import pages
from restartix.identity import clerk_hooks
from videocall import daily_hooks

urlpatterns = [
    path("", pages.front, name="front"),
    path("healthz", pages.healthz, name="healthz"),
    path("outbox/", pages.outbox, name="outbox"),
    path("outbox/<slug:name>/<int:place>/", pages.outbox_file, name="outbox_file"),
    path("", include("restartix.effects.urls")),
    path("hooks/clerk/", clerk_hooks.clerk_report, name="clerk_report"),
    path("hooks/daily/", daily_hooks.daily_report, name="daily_report"),
    path("language/", pages.set_language, name="set_language"),
]
handler403 = pages.forbidden
handler500 = pages.server_error
