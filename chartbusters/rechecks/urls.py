"""Pages of rechecks."""

from django.urls import path

from chartbusters.rechecks import views

urlpatterns = [
    path("desk/<slug:slug>/checks/", views.rechecks, name="desk-rechecks"),
    path("desk/<slug:slug>/checks/<int:pk>/", views.recheck, name="desk-recheck"),
]
