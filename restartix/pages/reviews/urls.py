from django.urls import path

from restartix.pages.reviews import alerts, averages, review_page

urlpatterns = [
    path("visits/<int:pk>/review/", review_page.review, name="review"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<uuid:pk>/acknowledgement/", alerts.alert_acknowledgement, name="alert_acknowledgement"),
    path("ratings/", averages.ratings, name="ratings"),
]
