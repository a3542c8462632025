from django.urls import path

from restartix.pages.account import own_account, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/clerk/", sign_in.clerk_session, name="clerk_session"),
    path("sign-in/<str:token>/", sign_in.sign_in_link, name="sign_in_link"),
    path("account/", own_account.account, name="account"),
    path("account/sign-out/", own_account.sign_out_everywhere, name="sign_out_everywhere"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
]
