"""Signing in is at /accounts/ (allauth); what people say about themselves, and their tokens, beside
it."""

from django.urls import path

from chartbusters.accounts import views

urlpatterns = [
    path("accounts/profile/", views.profile_edit, name="profile-edit"),
    path("accounts/tokens/", views.tokens, name="tokens"),
    path("accounts/tokens/<uuid:pk>/take-away/", views.token_take_away, name="token-take-away"),
    path("accounts/sessions/<int:pk>/end/", views.session_end, name="session-end"),
    path("accounts/sessions/end-others/", views.sessions_end_others, name="sessions-end-others"),
]
