"""A form's page: under the visit for the patient's side, under the appointment for the clinic's."""

from django.urls import path

from forms import views

urlpatterns = [
    path("visits/<int:visit>/forms/<uuid:pk>/", views.form, name="form"),
    path("visits/<int:visit>/forms/<uuid:pk>/signature/", views.form_signature, name="form_signature"),
    path("appointments/<int:visit>/forms/<uuid:pk>/", views.desk_form, name="desk_form"),
    path(
        "appointments/<int:visit>/forms/<uuid:pk>/signature/",
        views.desk_form_signature,
        name="desk_form_signature",
    ),
]
