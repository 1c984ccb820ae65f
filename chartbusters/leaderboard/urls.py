"""The board of a challenge, and the votes behind it."""

from django.urls import path

from chartbusters.leaderboard import live, reveal, views
from chartbusters.leaderboard.final import views as final_views

urlpatterns = [
    path("challenges/<slug:slug>/leaderboard/", views.leaderboard, name="leaderboard"),
    path("challenges/<slug:slug>/leaderboard/seals.json", views.chain, name="board-chain"),
    path("challenges/<slug:slug>/leaderboard/board.csv", views.table, name="board-table"),
    path("challenges/<slug:slug>/leaderboard/now/", live.now, name="board-now"),
    path("challenges/<slug:slug>/reveal/", reveal.reveal, name="reveal"),
    path("challenges/<slug:slug>/final/", final_views.final, name="final"),
    path("challenges/<slug:slug>/final/<int:number>/", final_views.final_why, name="final-why"),
    path("challenges/<slug:slug>/votes.json", views.votes, name="votes-export"),
]
