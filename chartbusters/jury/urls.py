"""Pages of jurors, and of organisers who look after a jury."""

from django.urls import path

from chartbusters.jury import panel, views
from chartbusters.jury.rounds import organising
from chartbusters.jury.rounds.views import final_round

OF = "challenges/<slug:slug>/jury/"
urlpatterns = [
    path("juries/", views.juries, name="juries"),
    path("juries/invited/<str:code>/", views.invited, name="jury-invited"),
    path(OF, views.jury, name="jury"),
    path(f"{OF}answer/", views.answer, name="jury-answer"),
    path(f"{OF}entries/<int:number>/", views.sheet, name="jury-sheet"),
    path(f"{OF}entries/<int:number>/song.json", views.song, name="jury-song"),
    path(f"{OF}round/", final_round, name="jury-round"),
    path(f"{OF}panel/round/", organising.open_round, name="jury-round-open"),
    path(f"{OF}panel/round/close/", organising.close_round, name="jury-round-close"),
    path(f"{OF}panel/", panel.panel, name="jury-panel"),
    path(f"{OF}panel/remind/", panel.remind, name="jury-remind"),
    path(f"{OF}panel/<int:number>/remove/", panel.remove, name="jury-remove"),
]
