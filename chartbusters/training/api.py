"""Addresses of own data and of what can be trained, below /api/v1/."""

from django.urls import path

from chartbusters.training import data_api, offers_api, run_api

urlpatterns = [
    *offers_api.urlpatterns,
    path("training-runs/", run_api.TrainingRuns.as_view(), name="api-training-runs"),
    path("training-quota/", run_api.TrainingQuota.as_view(), name="api-training-quota"),
    path("training-runs/<uuid:pk>/", run_api.TrainingRunOne.as_view(), name="api-training-run"),
    path(
        "training-runs/<uuid:pk>/pause/",
        run_api.TrainingRunPause.as_view(),
        name="api-training-run-pause",
    ),
    path(
        "training-runs/<uuid:pk>/resume/",
        run_api.TrainingRunResume.as_view(),
        name="api-training-run-resume",
    ),
    path(
        "training-runs/<uuid:pk>/keep/",
        run_api.TrainingRunKeep.as_view(),
        name="api-training-run-keep",
    ),
    path(
        "training-runs/<uuid:pk>/cancel/",
        run_api.TrainingRunCancel.as_view(),
        name="api-training-run-cancel",
    ),
    path(
        "training-runs/<uuid:pk>/model/",
        run_api.TrainingRunModel.as_view(),
        name="api-training-run-model",
    ),
    path(
        "training-runs/<uuid:pk>/epochs/<int:number>/samples/<int:sample>/",
        run_api.TrainingSampleMusic.as_view(),
        name="api-training-sample",
    ),
    path("datasets/", data_api.Datasets.as_view(), name="api-datasets"),
    path("datasets/<uuid:pk>/", data_api.DatasetOne.as_view(), name="api-dataset"),
    path("datasets/<uuid:pk>/files/", data_api.DatasetFiles.as_view(), name="api-dataset-files"),
    path(
        "datasets/<uuid:pk>/pieces/<int:number>/",
        data_api.DatasetPieceMusic.as_view(),
        name="api-dataset-piece",
    ),
]
