"""What lies outside every clinic's address."""

from django.urls import path

from restartix import pages

urlpatterns = [
    path("", pages.front, name="front"),
    path("healthz", pages.healthz, name="healthz"),
    path("outbox/", pages.outbox, name="outbox"),
    path("language/", pages.set_language, name="set_language"),
]
handler403 = pages.forbidden
