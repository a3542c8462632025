from django.urls import path

from restartix.identity import account, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/clerk/", views.clerk_session, name="clerk_session"),
    path("sign-in/<str:token>/", views.sign_in_link, name="sign_in_link"),
    path("account/", account.account, name="account"),
    path("account/sign-out/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("sign-out/", views.sign_out, name="sign_out"),
]
