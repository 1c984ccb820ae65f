"""Pages of the desk."""

from django.urls import path

from chartbusters.desk import (
    acts,
    cover,
    organisers,
    people,
    rubric,
    settings,
    views,
    webhooks,
    writing,
)

OF, NEW = "desk/<slug:slug>/", "desk/+new/"  # no challenge is called +new
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path(NEW, settings.new, name="desk-new"),
    path(f"{NEW}check/", settings.check_new, name="desk-check-new"),
    path(OF, views.challenge, name="desk-challenge"),
    path(f"{OF}settings/", settings.settings, name="desk-settings"),
    path(f"{OF}settings/check/", settings.check, name="desk-check"),
    path(f"{OF}cover/", cover.cover, name="desk-cover"),
    path(f"{OF}rubric/", rubric.rubric, name="desk-rubric"),
    path(f"{OF}preview/", views.preview, name="desk-preview"),
    path(f"{OF}publish/", acts.publish, name="desk-publish"),
    path(f"{OF}open/", acts.open_now, name="desk-open"),
    path(f"{OF}extend/", acts.extend, name="desk-extend"),
    path(f"{OF}copy/", acts.copy, name="desk-copy"),
    path(f"{OF}organisers/", organisers.organisers, name="desk-organisers"),
    path(f"{OF}write/", writing.write, name="desk-write"),
    path(f"{OF}webhooks/", webhooks.webhooks, name="desk-webhooks"),
    path(f"{OF}webhooks/<int:pk>/", webhooks.webhook, name="desk-webhook"),
    path(f"{OF}people/", people.people, name="desk-people"),
]
