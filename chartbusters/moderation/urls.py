"""Pages of reports, and the part of the desk that looks after entries."""

from django.urls import path, register_converter

from chartbusters.moderation.views import comments, desk, reporting


class SideConverter:
    regex = "[ab]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SideConverter, "side")

urlpatterns = [
    path("reports/", reporting.mine, name="reports"),
    path("report/song/<uuid:pk>/", reporting.song, name="report-song"),
    path("report/comment/<int:pk>/", reporting.comment, name="report-comment"),
    path("report/person/<str:username>/", reporting.person, name="report-person"),
    path("report/entry/<slug:slug>/<int:number>/", reporting.entry, name="report-entry"),
    path("report/ballot/<uuid:pk>/<side:side>/", reporting.ballot, name="report-ballot"),
    path("moderation/", desk.staff_reports, name="staff-reports"),
    path("moderation/<int:pk>/", desk.staff_decide, name="staff-report-decide"),
    path("moderation/comments/", comments.hidden, name="hidden-comments"),
    path("moderation/comments/<int:pk>/", comments.one, name="moderate-comment"),
    path("desk/<slug:slug>/entries/", desk.entries, name="desk-entries"),
    path("desk/<slug:slug>/entries/<int:number>/", desk.entry, name="desk-entry"),
    path(
        "desk/<slug:slug>/entries/<int:number>/document.json",
        desk.document,
        name="desk-entry-document",
    ),
    path(
        "desk/<slug:slug>/entries/<int:number>/disqualify/",
        desk.disqualify,
        name="desk-entry-disqualify",
    ),
    path("desk/<slug:slug>/entries/<int:number>/compare/", desk.compare, name="desk-entry-compare"),
    path("desk/<slug:slug>/reports/", desk.reports, name="desk-reports"),
    path("desk/<slug:slug>/reports/<int:pk>/", desk.decide, name="desk-report-decide"),
]
