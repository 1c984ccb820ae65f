"""Addresses of pages about the site itself."""

from django.urls import path

from chartbusters.web.site_pages import views

urlpatterns = [
    path("help/", views.help_index, name="help"),
    path("help/<slug:name>/", views.guide, name="guide"),
    path("terms/", views.promise, {"name": "terms"}, name="terms"),
    path("privacy/", views.promise, {"name": "privacy"}, name="privacy"),
    path("imprint/", views.promise, {"name": "imprint"}, name="imprint"),
    path("accessibility/", views.promise, {"name": "accessibility"}, name="accessibility"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
