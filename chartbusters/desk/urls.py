"""Pages of the desk."""

from django.urls import path

from chartbusters.desk import organisers, people, views

OF = "desk/<slug:slug>/"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path(OF, views.challenge, name="desk-challenge"),
    path(f"{OF}organisers/", organisers.organisers, name="desk-organisers"),
    path(f"{OF}people/", people.people, name="desk-people"),
]
