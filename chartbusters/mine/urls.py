"""The page of the challenges in which one takes part."""

from django.urls import path

from chartbusters.mine import views

urlpatterns = [path("me/challenges/", views.my_challenges, name="my-challenges")]
