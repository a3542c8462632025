from django.urls import path

from restartix.pages.family import own_page, staff_page
from restartix.pages.profile import views

urlpatterns = [
    path("people/<uuid:pk>/family/", staff_page.family, name="family"),
    path("people/<uuid:pk>/family/new/", staff_page.guardian_invitation, name="guardian_invitation"),
    path("people/<uuid:pk>/family/login/", staff_page.own_login, name="own_login"),
    path("people/<uuid:pk>/family/<uuid:held>/", staff_page.guardianship, name="guardianship"),
    path("people/<uuid:pk>/family/<uuid:held>/end/", staff_page.guardianship_end, name="guardianship_end"),
    path("people/<uuid:pk>/profile/", views.person_profile, name="person_profile"),
    path("my/people/<uuid:pk>/", views.my_profile, name="my_profile"),
    path("my/people/<uuid:pk>/sharing/", views.my_sharing, name="my_sharing"),
    path("my/family/", own_page.my_family, name="my_family"),
    path("my/family/<uuid:held>/", own_page.my_guardianship_rights, name="my_guardianship_rights"),
    path("my/family/<uuid:held>/end/", own_page.my_guardianship_end, name="my_guardianship_end"),
]
