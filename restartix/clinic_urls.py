"""A clinic's pages, as seen behind its slug (restartix.organisations.middleware)."""

from django.urls import include, path

from restartix import pages, posting

urlpatterns = [
    path("", include("appointments.booking.urls")),
    path("", include("appointments.waiting.urls")),
    path("", include("appointments.visits.urls")),
    path("", include("appointments.export.urls")),
    path("", include("appointments.desk.urls")),
    path("", include("appointments.feed.urls")),
    path("", include("appointments.session.urls")),
    path("", include("appointments.settings.urls")),
    path("", include("forms.library.urls")),
    path("", include("forms.urls")),
    path("", include("videocall.urls")),
    path("", include("patients.urls")),
    path("", include("reviews.urls")),
    path("", include("restartix.identity.urls")),
    path("language/", pages.set_language, name="set_language"),
    path("form-token/", posting.form_token, name="form_token"),
]
handler403 = pages.forbidden
handler500 = pages.server_error
