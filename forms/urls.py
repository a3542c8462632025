"""A form's page: under the visit for the patient's side, under the appointment for the clinic's."""

from django.urls import path

from forms import files, naming, signed, verification, views

urlpatterns = [
    path("visits/<int:visit>/forms/<uuid:pk>/", views.form, name="form"),
    path("files/<uuid:pk>/", files.form_file, name="form_file"),
    path("visits/<int:visit>/forms/<uuid:pk>/signature/", views.form_signature, name="form_signature"),
    path("appointments/<int:visit>/forms/<uuid:pk>/", views.desk_form, name="desk_form"),
    path(
        "appointments/<int:visit>/forms/<uuid:pk>/signature/",
        views.desk_form_signature,
        name="desk_form_signature",
    ),
    path("appointments/<int:visit>/forms/<uuid:pk>/signer/", naming.desk_signer, name="desk_signer"),
    path("visits/<int:visit>/forms/<uuid:pk>/document/", signed.form_document, name="form_document"),
    path("visits/<int:visit>/forms/<uuid:pk>/correction/", signed.form_correction, name="form_correction"),
    path("appointments/<int:visit>/forms/<uuid:pk>/document/", signed.desk_document, name="desk_document"),
    path(
        "appointments/<int:visit>/forms/<uuid:pk>/correction/",
        signed.desk_correction,
        name="desk_correction",
    ),
    path("check/", verification.document_check, name="document_check"),
    path("check/<uuid:pk>/<str:said>/", verification.signature_check, name="signature_check"),
]
