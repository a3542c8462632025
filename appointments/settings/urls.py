from django.urls import path

from appointments.settings import hub

urlpatterns = [
    path("settings/", hub.settings_hub, name="settings"),
]
