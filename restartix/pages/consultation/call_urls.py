"""The call's own addresses, once for each side; a browser asks them while its page is open."""

from django.urls import path

from restartix.pages.consultation import call_api

urlpatterns = [
    path("appointments/<int:visit>/call/", call_api.staff_join, name="call"),
    path("appointments/<int:visit>/call/<uuid:seat>/", call_api.staff_poll, name="call_seat"),
    path("appointments/<int:visit>/call/<uuid:seat>/notes/", call_api.staff_signal, name="call_notes"),
    path("appointments/<int:visit>/call/<uuid:seat>/lines/", call_api.staff_chat, name="call_lines"),
    path("appointments/<int:visit>/call/<uuid:seat>/admission/", call_api.staff_admit, name="call_admission"),
    path("appointments/<int:visit>/call/<uuid:seat>/departure/", call_api.staff_leave, name="call_departure"),
    path("visits/<int:visit>/call/", call_api.patient_join, name="visit_call"),
    path("visits/<int:visit>/call/<uuid:seat>/", call_api.patient_poll, name="visit_call_seat"),
    path("visits/<int:visit>/call/<uuid:seat>/notes/", call_api.patient_signal, name="visit_call_notes"),
    path("visits/<int:visit>/call/<uuid:seat>/lines/", call_api.patient_chat, name="visit_call_lines"),
    path(
        "visits/<int:visit>/call/<uuid:seat>/departure/", call_api.patient_leave, name="visit_call_departure"
    ),
]
