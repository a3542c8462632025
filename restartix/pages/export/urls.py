from django.urls import path

from restartix.pages.export import views

urlpatterns = [
    path("my/people/<uuid:pk>/data/", views.my_export, name="my_export"),
    path("my/archives/<uuid:pk>/", views.my_archive, name="my_archive"),
]
