"""The notices of a person, and which of them come by mail."""

from django.urls import path

from chartbusters.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="notices-read"),
    path("notices/<int:pk>/open/", views.open_one, name="notice-open"),
    path("notices/<int:pk>/read/", views.read_one, name="notice-read"),
    path("notices/mail/", views.mail, name="notices-mail"),
    path("notices/mail/stop/<str:token>/", views.stop, name="notices-stop"),
]
