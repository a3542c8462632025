from django.urls import path

from patients import family, my_family, profile

urlpatterns = [
    path("people/<uuid:pk>/family/", family.family, name="family"),
    path("people/<uuid:pk>/family/new/", family.guardian_invitation, name="guardian_invitation"),
    path("people/<uuid:pk>/family/login/", family.own_login, name="own_login"),
    path("people/<uuid:pk>/family/<uuid:held>/", family.guardianship, name="guardianship"),
    path("people/<uuid:pk>/family/<uuid:held>/end/", family.guardianship_end, name="guardianship_end"),
    path("people/<uuid:pk>/profile/", profile.person_profile, name="person_profile"),
    path("my/people/<uuid:pk>/", profile.my_profile, name="my_profile"),
    path("my/people/<uuid:pk>/sharing/", profile.my_sharing, name="my_sharing"),
    path("my/family/", my_family.my_family, name="my_family"),
    path("my/family/<uuid:held>/", my_family.my_guardianship_rights, name="my_guardianship_rights"),
    path("my/family/<uuid:held>/end/", my_family.my_guardianship_end, name="my_guardianship_end"),
]
