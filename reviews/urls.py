from django.urls import path

from reviews import views

urlpatterns = [
    path("visits/<int:pk>/review/", views.review, name="review"),
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/<uuid:pk>/acknowledgement/", views.alert_acknowledgement, name="alert_acknowledgement"),
]
