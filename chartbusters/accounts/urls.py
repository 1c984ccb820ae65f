"""Signing in is at /accounts/ (allauth); what people say about themselves beside it."""

from django.urls import path

from chartbusters.accounts import views

urlpatterns = [path("accounts/profile/", views.profile_edit, name="profile_edit")]
