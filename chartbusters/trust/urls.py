"""The page of one's own votes, where one may ask about those that are void."""

from django.urls import path

from chartbusters.trust import views

urlpatterns = [
    path("accounts/votes/", views.my_votes, name="my-votes"),
    path("accounts/votes/<slug:slug>/", views.ask, name="votes-ask"),
]
