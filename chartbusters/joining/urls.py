"""Where links lead that let people in."""

from django.urls import path

from chartbusters.joining import views

urlpatterns = [
    path("accounts/invitation/", views.invitation, name="invitation"),
    path("accounts/invited/<str:token>/", views.invited, name="invited"),
    path("welcome/<str:code>/", views.welcome, name="welcome"),
]
