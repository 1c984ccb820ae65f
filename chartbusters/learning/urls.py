"""Addresses of the capsules."""

from django.urls import path

from chartbusters.learning import views

urlpatterns = [
    path("learn/", views.index, name="learn"),
    path("learn/words/", views.glossary, name="learn-words"),
    path("learn/others/", views.others, name="learn-others"),
    path("learn/<slug:name>/", views.step, name="capsule"),
    path("learn/<slug:name>/sheet/", views.sheet, name="capsule-sheet"),
    path("learn/<slug:name>/<slug:step>/", views.step, name="capsule-step"),
]
