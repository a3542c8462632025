from django.urls import path

from restartix.effects import reports

urlpatterns = [
    path("hooks/mail/", reports.mail_report, name="mail_report"),
    path("hooks/sms/", reports.sms_answer, name="sms_answer"),
    path("hooks/sms/<uuid:pk>/", reports.sms_report, name="sms_report"),
]
