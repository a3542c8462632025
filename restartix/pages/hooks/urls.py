from django.urls import path

from restartix.pages.hooks import delivery_reports

urlpatterns = [
    path("hooks/mail/", delivery_reports.mail_report, name="mail_report"),
    path("hooks/sms/", delivery_reports.sms_answer, name="sms_answer"),
    path("hooks/sms/<uuid:pk>/", delivery_reports.sms_report, name="sms_report"),
]
