"""The session: where the specialist and the patient meet, each on their own page."""

from django.urls import path

from restartix.pages.consultation import addons, device, patient, staff

urlpatterns = [
    path("appointments/<int:pk>/session/", staff.session, name="session"),
    path("appointments/<int:pk>/session/papers/", staff.session_papers, name="session_papers"),
    path("appointments/<int:pk>/session/completion/", staff.session_completion, name="session_completion"),
    path("appointments/<int:pk>/session/add-ons/", addons.session_addons, name="session_addons"),
    path("visits/<int:pk>/session/", patient.visit_session, name="visit_session"),
    path("visits/<int:pk>/device/", device.device_test, name="device_test"),
]
