"""A form's page: under the visit for the patient's side, under the appointment for the clinic's."""

from django.urls import path

from restartix.pages.forms import (
    clinic_pages,
    clinic_unlocking,
    files,
    settling_views,
    signed_views,
    signer_page,
    verification,
    views,
)

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
    path("appointments/<int:visit>/forms/<uuid:pk>/signer/", signer_page.desk_signer, name="desk_signer"),
    path("visits/<int:visit>/forms/<uuid:pk>/document/", signed_views.form_document, name="form_document"),
    path(
        "visits/<int:visit>/forms/<uuid:pk>/correction/", signed_views.form_correction, name="form_correction"
    ),
    path(
        "appointments/<int:visit>/forms/<uuid:pk>/document/", signed_views.desk_document, name="desk_document"
    ),
    path(
        "appointments/<int:visit>/forms/<uuid:pk>/correction/",
        signed_views.desk_correction,
        name="desk_correction",
    ),
    path("appointments/<int:visit>/forms/<uuid:pk>/paper/", settling_views.desk_paper, name="desk_paper"),
    path("appointments/<int:visit>/forms/<uuid:pk>/waiver/", settling_views.desk_waiver, name="desk_waiver"),
    path(
        "appointments/<int:visit>/forms/<uuid:pk>/reopening/",
        settling_views.desk_reopening,
        name="desk_reopening",
    ),
    path("papers/<uuid:pk>/", settling_views.signed_paper, name="signed_paper"),
    path("sign/<int:pk>/", clinic_pages.clinic_signing, name="clinic_signing"),
    path("sign/<int:pk>/end/", clinic_pages.clinic_signing_end, name="clinic_signing_end"),
    path("sign/<int:pk>/with/<str:token>/", clinic_pages.clinic_signing_link, name="clinic_signing_link"),
    path("sign/<int:visit>/forms/<uuid:pk>/", clinic_pages.clinic_form, name="clinic_form"),
    path(
        "sign/<int:visit>/forms/<uuid:pk>/signature/",
        clinic_pages.clinic_form_signature,
        name="clinic_form_signature",
    ),
    path("unlock/", clinic_unlocking.unlock, name="unlock"),
    path("unlock/code/", clinic_unlocking.unlock_code, name="unlock_code"),
    path("check/", verification.document_check, name="document_check"),
    path("check/<uuid:pk>/<str:said>/", verification.signature_check, name="signature_check"),
]
