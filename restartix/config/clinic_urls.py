"""A clinic's pages, as seen behind its slug (restartix.core.web.middleware)."""

from django.urls import include, path

from restartix.core.identity import csrf_token
from restartix.pages.system import views

urlpatterns = [
    path("", include("restartix.pages.public.urls")),
    path("", include("restartix.pages.waitlist.urls")),
    path("", include("restartix.pages.portal.urls")),
    path("", include("restartix.pages.export.urls")),
    path("", include("restartix.pages.desk.urls")),
    path("", include("restartix.pages.feed.urls")),
    path("", include("restartix.pages.consultation.urls")),
    path("", include("restartix.pages.settings.urls")),
    path("", include("restartix.pages.form_library.urls")),
    path("", include("restartix.pages.forms.urls")),
    path("", include("restartix.pages.consultation.call_urls")),
    path("", include("restartix.pages.family.urls")),
    path("", include("restartix.pages.reviews.urls")),
    path("", include("restartix.pages.account.urls")),
    path("language/", views.set_language, name="set_language"),
    path("form-token/", csrf_token.form_token, name="form_token"),
]
handler403 = views.forbidden
handler500 = views.server_error
