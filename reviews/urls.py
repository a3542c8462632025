from django.urls import path

from reviews import averages, giving, views

urlpatterns = [
    path("visits/<int:pk>/review/", giving.review, name="review"),
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/<uuid:pk>/acknowledgement/", views.alert_acknowledgement, name="alert_acknowledgement"),
    path("ratings/", averages.ratings, name="ratings"),
]
