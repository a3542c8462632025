from django.urls import path

from appointments import attaching
from appointments.settings import hub, log

urlpatterns = [
    path("settings/", hub.settings_hub, name="settings"),
    path("settings/log/", log.log, name="log"),
    path("settings/forms/<uuid:pk>/attachments/", attaching.form_attachments, name="form_attachments"),
]
