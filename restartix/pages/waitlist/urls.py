from django.urls import path

from restartix.pages.waitlist import join_page, offer_page, staff_entry, staff_page

urlpatterns = [
    path("services/<uuid:pk>/waitlist/", join_page.waiting_entry, name="waiting_wish"),
    path("services/<uuid:pk>/waitlist/draft/", join_page.waiting_draft, name="waiting_draft"),
    path("waitlist/", staff_page.waitlist, name="waitlist"),
    path("waitlist/new/", staff_entry.waitlist_entry, name="waitlist_entry"),
    path("waitlist/<uuid:pk>/withdrawal/", staff_page.waiting_withdrawal, name="waiting_withdrawal"),
    path("w/<uuid:pk>/<str:token>/", offer_page.waiting_offer, name="waiting_offer"),
    path("w/<uuid:pk>/<str:token>/taking/", offer_page.waiting_acceptance, name="waiting_acceptance"),
    path("w/<uuid:pk>/<str:token>/refusal/", offer_page.waiting_refusal, name="waiting_refusal"),
    path("w/<uuid:pk>/<str:token>/return/", offer_page.waiting_return, name="waiting_return"),
    path("w/<uuid:pk>/<str:token>/leaving/", offer_page.waiting_leave, name="waiting_leave"),
]
