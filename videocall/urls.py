"""The call's own addresses, once for each side; a browser asks them while its page is open."""

from django.urls import path

from videocall import views

urlpatterns = [
    path("appointments/<int:visit>/call/", views.staff_joins, name="call"),
    path("appointments/<int:visit>/call/<uuid:seat>/", views.staff_asks, name="call_seat"),
    path("appointments/<int:visit>/call/<uuid:seat>/notes/", views.staff_sends, name="call_notes"),
    path("appointments/<int:visit>/call/<uuid:seat>/lines/", views.staff_says, name="call_lines"),
    path("appointments/<int:visit>/call/<uuid:seat>/admission/", views.staff_admits, name="call_admission"),
    path("appointments/<int:visit>/call/<uuid:seat>/departure/", views.staff_leaves, name="call_departure"),
    path("visits/<int:visit>/call/", views.patient_joins, name="visit_call"),
    path("visits/<int:visit>/call/<uuid:seat>/", views.patient_asks, name="visit_call_seat"),
    path("visits/<int:visit>/call/<uuid:seat>/notes/", views.patient_sends, name="visit_call_notes"),
    path("visits/<int:visit>/call/<uuid:seat>/lines/", views.patient_says, name="visit_call_lines"),
    path("visits/<int:visit>/call/<uuid:seat>/departure/", views.patient_leaves, name="visit_call_departure"),
]
