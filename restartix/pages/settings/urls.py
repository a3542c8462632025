from django.urls import path

from restartix.pages.desk import plans
from restartix.pages.settings import (
    audit_log,
    clinic,
    closings,
    first_run,
    form_attachments,
    hours,
    index,
    invitations,
    team,
)
from restartix.pages.settings.catalogue import CALENDARS, PRODUCTS, SERVICES

urlpatterns = [
    path("settings/", index.settings_hub, name="settings"),
    path("settings/log/", audit_log.log, name="log"),
    path("settings/start/", first_run.first_run, name="first_run"),
    path("settings/start/end/", first_run.first_run_end, name="first_run_end"),
    path("settings/clinic/", clinic.clinic_settings, name="clinic_settings"),
    path("logo/", clinic.logo, name="logo"),
    path("settings/team/", team.team, name="team"),
    path("settings/team/invitation/", invitations.invitation, name="invitation"),
    path("settings/team/<uuid:pk>/invitation/", invitations.invitation_again, name="invitation_again"),
    path("settings/team/<uuid:pk>/end/", team.membership_end, name="membership_end"),
    path("settings/team/<uuid:pk>/renewal/", team.membership_renewal, name="membership_renewal"),
    path("settings/hours/", hours.hours, name="hours"),
    path("settings/hours/<uuid:pk>/", hours.specialist_hours, name="specialist_hours"),
    path("settings/hours/<uuid:pk>/preview/", hours.hours_preview, name="hours_preview"),
    path("settings/hours/<uuid:pk>/about/", hours.specialist_about, name="specialist_about"),
    path("settings/hours/<uuid:pk>/days/", hours.days_special, name="days_special"),
    path("settings/hours/<uuid:pk>/days/usual/", hours.days_usual, name="days_usual"),
    path("settings/hours/<uuid:pk>/holidays/", hours.holidays_off, name="holidays_off"),
    path("settings/closed-days/", closings.closings, name="closings"),
    path("settings/closed-days/end/", closings.closing_end, name="closing_end"),
    path("settings/closed-days/holidays/", closings.holidays, name="holidays"),
    path("settings/forms/<uuid:pk>/attachments/", form_attachments.form_attachments, name="form_attachments"),
    path("settings/plans/", plans.plans, name="plans"),
    path("people/<uuid:pk>/plans/", plans.enrolment, name="enrolment"),
    path("plans/<int:pk>/end/", plans.plan_end, name="plan_end"),
    *SERVICES.urls(),
    *CALENDARS.urls(),
    *PRODUCTS.urls(),
]
