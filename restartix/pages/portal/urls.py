from django.urls import path

from restartix.pages.portal import (
    calendar,
    cancellation,
    contact_page,
    forms_page,
    identity_page,
    overview,
    past_visits,
    reschedule_page,
    text_consent,
    visit_page,
)
from restartix.pages.shared import links

urlpatterns = [
    path("v/<int:pk>/<str:token>/", links.visit_link, name="visit_link"),
    path("visits/<int:pk>/", visit_page.visit, name="visit"),
    path("visits/<int:pk>/confirmation/", visit_page.visit_confirmation, name="visit_confirmation"),
    path("visits/<int:pk>/cancellation/", cancellation.visit_cancellation, name="visit_cancellation"),
    path("visits/<int:pk>/link/", visit_page.visit_new_link, name="visit_new_link"),
    path("visits/<int:pk>/contact/", contact_page.visit_contact, name="visit_contact"),
    path("visits/<int:pk>/phone/", contact_page.visit_phone, name="visit_phone"),
    path("visits/<int:pk>/phone/code/", contact_page.visit_phone_code, name="visit_phone_code"),
    path("visits/<int:pk>/texts/", text_consent.visit_texts, name="visit_texts"),
    path("visits/<int:pk>/texts/end/", text_consent.visit_texts_end, name="visit_texts_end"),
    path("visits/<int:pk>/time/", reschedule_page.visit_time, name="visit_time"),
    path("visits/<int:pk>/identity/", identity_page.visit_identity, name="visit_identity"),
    path("visits/<int:pk>/identity/code/", identity_page.visit_identity_code, name="visit_identity_code"),
    path("visits/<int:pk>/forms/", forms_page.visit_forms, name="visit_forms"),
    path("my/", overview.my_visits, name="my_visits"),
    path("my/people/<uuid:pk>/visits/", past_visits.my_past, name="my_past"),
    path("my/people/<uuid:pk>/booking/", overview.my_booking, name="my_booking"),
    path("my/calendar/", calendar.my_calendar, name="my_calendar"),
]
