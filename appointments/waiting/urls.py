from django.urls import path

from appointments.waiting import answering, desk, desk_entry, wishing

urlpatterns = [
    path("services/<uuid:pk>/waitlist/", wishing.waiting_wish, name="waiting_wish"),
    path("services/<uuid:pk>/waitlist/draft/", wishing.waiting_draft, name="waiting_draft"),
    path("waitlist/", desk.waitlist, name="waitlist"),
    path("waitlist/new/", desk_entry.waitlist_entry, name="waitlist_entry"),
    path("waitlist/<uuid:pk>/withdrawal/", desk.waiting_withdrawal, name="waiting_withdrawal"),
    path("w/<uuid:pk>/<str:token>/", answering.waiting_offer, name="waiting_offer"),
    path("w/<uuid:pk>/<str:token>/taking/", answering.waiting_acceptance, name="waiting_acceptance"),
    path("w/<uuid:pk>/<str:token>/refusal/", answering.waiting_refusal, name="waiting_refusal"),
    path("w/<uuid:pk>/<str:token>/return/", answering.waiting_return, name="waiting_return"),
    path("w/<uuid:pk>/<str:token>/leaving/", answering.waiting_leave, name="waiting_leave"),
]
