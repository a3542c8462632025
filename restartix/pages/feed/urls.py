from django.urls import path

from restartix.pages.feed import entries, views

urlpatterns = [
    path("feed/", views.feed, name="feed"),
    path("feed/renewal/", views.feed_renewal, name="feed_renewal"),
    path("feed/revocation/", views.feed_revocation, name="feed_revocation"),
    path("feed/<str:token>/visits.ics", entries.feed_entries, name="feed_entries"),
]
