"""The designer, below the settings."""

from django.urls import path

from restartix.pages.form_library import preview, questions, template_pages

urlpatterns = [
    path("settings/forms/", template_pages.form_library, name="form_library"),
    path("settings/forms/new/", template_pages.form_template_new, name="form_template_new"),
    path("settings/forms/questions/", questions.form_fields, name="form_fields"),
    path("settings/forms/questions/new/", questions.form_field_new, name="form_field_new"),
    path("settings/forms/questions/<uuid:pk>/", questions.form_field, name="form_field"),
    path(
        "settings/forms/questions/<uuid:pk>/archive/", questions.form_field_archive, name="form_field_archive"
    ),
    path("settings/forms/<uuid:pk>/", template_pages.form_template, name="form_template"),
    path(
        "settings/forms/<uuid:pk>/archive/",
        template_pages.form_template_archive,
        name="form_template_archive",
    ),
    path("settings/forms/<uuid:pk>/questions/", template_pages.form_places, name="form_places"),
    path("settings/forms/<uuid:pk>/questions/<uuid:place>/", template_pages.form_place, name="form_place"),
    path(
        "settings/forms/<uuid:pk>/questions/<uuid:place>/removal/",
        template_pages.form_place_removal,
        name="form_place_removal",
    ),
    path("settings/forms/<uuid:pk>/order/", template_pages.form_order, name="form_order"),
    path("settings/forms/<uuid:pk>/preview/", preview.form_preview, name="form_preview"),
    path("settings/forms/<uuid:pk>/versions/", preview.form_versions, name="form_versions"),
    path("settings/forms/<uuid:pk>/versions/<int:number>/", preview.form_version, name="form_version"),
]
