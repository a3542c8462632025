from django.urls import path

from appointments.visits import (
    calendar,
    cancellation,
    contact,
    forms,
    identity,
    links,
    moving,
    past,
    portal,
    texts,
    views,
)

urlpatterns = [
    path("v/<int:pk>/<str:token>/", links.visit_link, name="visit_link"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("visits/<int:pk>/confirmation/", views.visit_confirmation, name="visit_confirmation"),
    path("visits/<int:pk>/cancellation/", cancellation.visit_cancellation, name="visit_cancellation"),
    path("visits/<int:pk>/link/", views.visit_new_link, name="visit_new_link"),
    path("visits/<int:pk>/contact/", contact.visit_contact, name="visit_contact"),
    path("visits/<int:pk>/phone/", contact.visit_phone, name="visit_phone"),
    path("visits/<int:pk>/phone/code/", contact.visit_phone_code, name="visit_phone_code"),
    path("visits/<int:pk>/texts/", texts.visit_texts, name="visit_texts"),
    path("visits/<int:pk>/texts/end/", texts.visit_texts_end, name="visit_texts_end"),
    path("visits/<int:pk>/time/", moving.visit_time, name="visit_time"),
    path("visits/<int:pk>/identity/", identity.visit_identity, name="visit_identity"),
    path("visits/<int:pk>/identity/code/", identity.visit_identity_code, name="visit_identity_code"),
    path("visits/<int:pk>/forms/", forms.visit_forms, name="visit_forms"),
    path("my/", portal.my_visits, name="my_visits"),
    path("my/people/<uuid:pk>/visits/", past.my_past, name="my_past"),
    path("my/people/<uuid:pk>/booking/", portal.my_booking, name="my_booking"),
    path("my/calendar/", calendar.my_calendar, name="my_calendar"),
]
