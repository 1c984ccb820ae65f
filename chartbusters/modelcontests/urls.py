"""Pages of contests of models."""

from django.urls import path

from chartbusters.modelcontests import organising, views

OF, DESK = "challenges/<slug:slug>/models/", "desk/<slug:slug>/models/"
urlpatterns = [
    path(OF, views.models, name="challenge-models"),
    path(f"{OF}melodies.json", views.melodies_file, name="challenge-melodies"),
    path(f"{OF}melodies/<int:number>/document.json", views.melody, name="challenge-melody"),
    path(DESK, organising.models, name="desk-models"),
    path(f"{DESK}act/", organising.act, name="desk-models-act"),
    path(f"{DESK}melodies/<int:number>/document.json", organising.melody, name="desk-melody"),
]
