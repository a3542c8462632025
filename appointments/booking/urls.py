from django.urls import path

from appointments.booking import choosing, confirmation, holding, taking, views

urlpatterns = [
    path("", views.clinic, name="clinic"),
    path("privacy/", views.privacy, name="privacy"),
    path("services/<uuid:pk>/", choosing.service, name="service"),
    path("services/<uuid:pk>/book/", taking.book, name="book"),
    path("services/<uuid:pk>/book/code/", taking.book_with_code, name="book_with_code"),
    path("services/<uuid:pk>/book/draft/", taking.booking_draft, name="booking_draft"),
    path("services/<uuid:pk>/hold/", holding.hold, name="hold"),
    path("services/<uuid:pk>/hold/kept/", holding.hold_kept, name="hold_kept"),
    path("services/<uuid:pk>/hold/longer/", taking.hold_longer, name="hold_longer"),
    path("c/<slug:slug>/", choosing.calendar_channel, name="calendar_channel"),
    path("visits/<int:pk>/booked/", confirmation.booked, name="booked"),
    path("visits/<int:pk>/visit.ics", confirmation.visit_entry, name="visit_entry"),
]
