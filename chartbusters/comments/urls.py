"""Addresses of comments' buttons."""

from django.urls import path

from chartbusters.comments import views

urlpatterns = [
    path("songs/<uuid:pk>/comments/", views.write, name="song-comments"),
    path("songs/<uuid:pk>/comments/state/", views.state, name="song-comments-state"),
    path("comments/<int:pk>/", views.comment, name="comment"),
    path("comments/<int:pk>/edit/", views.edit, name="comment-edit"),
    path("comments/<int:pk>/remove/", views.remove, name="comment-remove"),
    path("comments/<int:pk>/restore/", views.restore, name="comment-restore"),
]
