"""The designer, below the settings."""

from django.urls import path

from forms.library import designer, preview, questions

urlpatterns = [
    path("settings/forms/", designer.form_library, name="form_library"),
    path("settings/forms/new/", designer.form_template_new, name="form_template_new"),
    path("settings/forms/questions/", questions.form_fields, name="form_fields"),
    path("settings/forms/questions/new/", questions.form_field_new, name="form_field_new"),
    path("settings/forms/questions/<uuid:pk>/", questions.form_field, name="form_field"),
    path(
        "settings/forms/questions/<uuid:pk>/archive/", questions.form_field_archive, name="form_field_archive"
    ),
    path("settings/forms/<uuid:pk>/", designer.form_template, name="form_template"),
    path("settings/forms/<uuid:pk>/archive/", designer.form_template_archive, name="form_template_archive"),
    path("settings/forms/<uuid:pk>/questions/", designer.form_places, name="form_places"),
    path("settings/forms/<uuid:pk>/questions/<uuid:place>/", designer.form_place, name="form_place"),
    path(
        "settings/forms/<uuid:pk>/questions/<uuid:place>/removal/",
        designer.form_place_removal,
        name="form_place_removal",
    ),
    path("settings/forms/<uuid:pk>/order/", designer.form_order, name="form_order"),
    path("settings/forms/<uuid:pk>/preview/", preview.form_preview, name="form_preview"),
    path("settings/forms/<uuid:pk>/versions/", preview.form_versions, name="form_versions"),
    path("settings/forms/<uuid:pk>/versions/<int:number>/", preview.form_version, name="form_version"),
]
