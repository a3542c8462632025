from django.urls import path

from appointments.desk import acts, appointment, calendar, dashboard, reminding

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("appointments/<int:pk>/", appointment.appointment, name="appointment"),
    path("appointments/<int:pk>/onboarding/", acts.onboarding, name="onboarding"),
    path("appointments/<int:pk>/onboarding/steps/", appointment.onboarding_steps, name="onboarding_steps"),
    path("appointments/<int:pk>/onboarding/<slug:step>/", acts.onboarding_step, name="onboarding_step"),
    path("appointments/<int:pk>/confirmation/", acts.confirmation, name="confirmation"),
    path("appointments/<int:pk>/forms-reminder/", reminding.forms_reminder, name="forms_reminder"),
    path("appointments/<int:pk>/cancellation/", acts.cancellation, name="cancellation"),
    path("appointments/<int:pk>/noshow/", acts.noshow, name="noshow"),
    path("appointments/<int:pk>/completion/", acts.completion, name="completion"),
    path("effects/<uuid:pk>/retry/", acts.effect_retry, name="effect_retry"),
]
