"""Addresses of the capsules."""

from django.urls import path

from chartbusters.learning import class_views, views

urlpatterns = [
    path("learn/", views.index, name="learn"),
    path("learn/words/", views.glossary, name="learn-words"),
    path("learn/others/", views.others, name="learn-others"),
    path("learn/classes/", class_views.classes, name="learn-classes"),
    path("learn/classes/new/", class_views.make, name="learn-class-new"),
    path("learn/classes/join/", class_views.join, name="learn-class-join"),
    path("learn/classes/forget/", class_views.forget, name="learn-seats-forget"),
    path("learn/classes/seats/<uuid:pk>/leave/", class_views.leave, name="learn-seat-leave"),
    path("learn/classes/<uuid:pk>/", class_views.classroom, name="learn-class"),
    path("learn/classes/<uuid:pk>/now/", class_views.now, name="learn-class-now"),
    path("learn/<slug:name>/", views.step, name="capsule"),
    path("learn/<slug:name>/sheet/", views.sheet, name="capsule-sheet"),
    path("learn/<slug:name>/<slug:step>/", views.step, name="capsule-step"),
]
