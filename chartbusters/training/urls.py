"""Pages of training: the front, own data, the wizard, and those of runs."""

from django.urls import include, path

from chartbusters.training import data_views, views
from chartbusters.training.wizard.views import new_run, piece

urlpatterns = [
    path("train/", views.front, name="training"),
    path("train/new/", new_run, name="training-new"),
    path("train/music/<slug:name>/<int:number>.json", piece, name="train-piece"),
    path("train/data/", data_views.data_sets, name="train-data"),
    path("train/data/new/", data_views.data_new, name="train-data-new"),
    path("train/data/<uuid:pk>/", data_views.data_set, name="train-data-set"),
    path("train/data/<uuid:pk>/files/", data_views.data_files, name="train-data-files"),
    path("train/data/<uuid:pk>/title/", data_views.data_title, name="train-data-title"),
    path("train/data/<uuid:pk>/delete/", data_views.data_delete, name="train-data-delete"),
    path("", include("chartbusters.training.runs.urls")),
]
