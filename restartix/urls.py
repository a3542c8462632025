"""What lies outside every clinic's address."""

from django.urls import include, path

from restartix import pages

urlpatterns = [
    path("", pages.front, name="front"),
    path("healthz", pages.healthz, name="healthz"),
    path("outbox/", pages.outbox, name="outbox"),
    path("outbox/<slug:name>/<int:place>/", pages.outbox_file, name="outbox_file"),
    path("", include("restartix.effects.urls")),
    path("language/", pages.set_language, name="set_language"),
]
handler403 = pages.forbidden
