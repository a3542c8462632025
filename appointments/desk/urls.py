from django.urls import path

from appointments.desk import (
    acts,
    appointment,
    calendar,
    dashboard,
    forms,
    registering,
    reminding,
    removed,
    rescheduling,
    sickday,
)

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("appointments/new/", registering.registration, name="registration"),
    path("appointments/removed/", removed.removed_visits, name="removed_visits"),
    path("appointments/<int:pk>/", appointment.appointment, name="appointment"),
    path("appointments/<int:pk>/onboarding/", acts.onboarding, name="onboarding"),
    path("appointments/<int:pk>/onboarding/steps/", appointment.onboarding_steps, name="onboarding_steps"),
    path("appointments/<int:pk>/onboarding/<slug:step>/", acts.onboarding_step, name="onboarding_step"),
    path("appointments/<int:pk>/confirmation/", acts.confirmation, name="confirmation"),
    path("appointments/<int:pk>/forms-reminder/", reminding.forms_reminder, name="forms_reminder"),
    path("appointments/<int:pk>/cancellation/", acts.cancellation, name="cancellation"),
    path("appointments/<int:pk>/noshow/", acts.noshow, name="noshow"),
    path("appointments/<int:pk>/forms/", forms.desk_forms, name="desk_forms"),
    path("appointments/<int:pk>/completion/", acts.completion, name="completion"),
    path("appointments/<int:pk>/time/", rescheduling.rescheduling, name="rescheduling"),
    path("appointments/<int:pk>/reinstatement/", acts.reinstatement, name="reinstatement"),
    path("appointments/<int:pk>/correction/", acts.correction, name="correction"),
    path("appointments/<int:pk>/removal/", acts.removal, name="removal"),
    path("appointments/<int:pk>/restoration/", acts.restoration, name="restoration"),
    path("appointments/<int:pk>/link/", acts.new_link, name="new_link"),
    path("specialists/<uuid:pk>/absence/", sickday.sick_day, name="sick_day"),
    path("effects/<uuid:pk>/retry/", acts.effect_retry, name="effect_retry"),
]
