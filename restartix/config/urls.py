"""What lies outside every clinic's address."""

from django.urls import include, path

from restartix.pages.hooks import clerk, daily
from restartix.pages.system import views

urlpatterns = [
    path("", views.front, name="front"),
    path("healthz", views.healthz, name="healthz"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<slug:name>/<int:place>/", views.outbox_file, name="outbox_file"),
    path("", include("restartix.pages.hooks.urls")),
    path("hooks/clerk/", clerk.clerk_report, name="clerk_report"),
    path("hooks/daily/", daily.daily_report, name="daily_report"),
    path("language/", views.set_language, name="set_language"),
]
handler403 = views.forbidden
handler500 = views.server_error
