from django.urls import path

from restartix.pages.public import book_page, clinic_page, confirmation, hold_views, times_page

urlpatterns = [
    path("", clinic_page.clinic, name="clinic"),
    path("privacy/", clinic_page.privacy, name="privacy"),
    path("services/<uuid:pk>/", times_page.service, name="service"),
    path("services/<uuid:pk>/book/", book_page.book, name="book"),
    path("services/<uuid:pk>/book/code/", book_page.book_with_code, name="book_with_code"),
    path("services/<uuid:pk>/book/draft/", book_page.booking_draft, name="booking_draft"),
    path("services/<uuid:pk>/hold/", hold_views.hold, name="hold"),
    path("services/<uuid:pk>/hold/kept/", hold_views.hold_kept, name="hold_kept"),
    path("services/<uuid:pk>/hold/longer/", book_page.hold_longer, name="hold_longer"),
    path("c/<slug:slug>/", times_page.calendar_channel, name="calendar_channel"),
    path("visits/<int:pk>/booked/", confirmation.booking_confirmation, name="booked"),
    path("visits/<int:pk>/visit.ics", confirmation.visit_entry, name="visit_entry"),
]
