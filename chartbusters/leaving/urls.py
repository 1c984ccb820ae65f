"""Below /accounts/: taking one's things home, and leaving."""

from django.urls import path

from chartbusters.leaving import views

urlpatterns = [
    path("accounts/data/", views.data, name="data"),
    path("accounts/data/export/", views.export, name="data-export"),
    path("accounts/data/<uuid:pk>/", views.archive, name="data-archive"),
    path("accounts/leave/", views.leave, name="leave"),
]
