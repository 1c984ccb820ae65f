"""What people are told of reports: those who look after them that there are some, and those who
made them what was decided."""

from django.db.models import Q, QuerySet, Subquery
from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.moderation.models import Report
from chartbusters.notices.audiences import AUDIENCES
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record
from generation.rights import DECIDE_REPORT

KINDS = (
    Kind(
        "report_made",
        "somebody reports an entry of a challenge that you run",
        "Entries of {label} were reported today",
        mailed=True,
    ),
    Kind(
        "report_for_staff",
        "somebody reports a song, a comment or a person, and you decide on such reports",
        "{label} were reported today",
        mailed=True,
    ),
    Kind(
        "report_decided",
        "it is decided what comes of something that you reported",
        "It is decided what comes of your report: {label}",
        mailed=False,
    ),
)


def connect() -> None:
    kinds_add(*KINDS)
    AUDIENCES.update(reporters=reporters, deciders=deciders)


def reporters(key: str) -> QuerySet[User]:
    """Who made the reports that were closed by one decision, by the key of one of them."""
    report = Report.objects.filter(pk=int(key)).first()
    if report is None:
        return User.objects.none()
    # As the database keeps it: one of them writes fewer digits of a second than Python reads.
    moment = Report.objects.filter(pk=report.pk).values("decided_at")
    closed = Report.objects.filter(same_thing(report), decided_at=Subquery(moment))
    return User.objects.filter(pk__in=closed.values("reporter"))


def deciders(key: str) -> QuerySet[User]:
    """Staff who decide on reports of songs, comments and people; with all rights, or this one."""
    room, codename = DECIDE_REPORT.split(".")
    right = {"codename": codename, "content_type__app_label": room}
    own = {f"user_permissions__{name}": value for name, value in right.items()}
    shared = {f"groups__permissions__{name}": value for name, value in right.items()}
    return User.objects.filter(Q(is_superuser=True) | Q(**own) | Q(**shared), is_staff=True)


def same_thing(report: Report) -> Q:
    whole = {"entry": report.entry_id, "song": report.song_id, "person": report.person_id}
    return Q(comment=report.comment_id, **whole)


def report_tell(report: Report, challenge: Challenge) -> None:
    """The organisers, once a day: whoever reports a lot does not fill their bell."""
    report.refresh_from_db(fields=["made_at"])
    event_record(
        kind="report_made",
        key=f"{challenge.pk}:{report.made_at:%Y-%m-%d}",
        label=challenge.title,
        address=reverse("desk-reports", args=[challenge.slug]),
        audience=f"organisers:{challenge.pk}",
    )


def report_tell_staff(report: Report) -> None:
    """Staff, once a day as well."""
    report.refresh_from_db(fields=["made_at"])
    event_record(
        kind="report_for_staff",
        key=f"{report.made_at:%Y-%m-%d}",
        label="Songs, comments or people",
        address=reverse("staff-reports"),
        audience="deciders:all",
    )


def decision_tell(report: Report) -> None:
    """All who reported the thing in the same words: some know an entry by its number, and some as
    one side of a pair, and neither is to learn the other."""
    event_record(
        kind="report_decided",
        key=str(report.pk),
        label=_label(report),
        address=reverse("reports"),
        audience=f"reporters:{report.pk}",
    )


def _label(report: Report) -> str:
    if report.challenge is not None:
        return f"an entry in {report.challenge.title}"
    if report.comment is not None:
        return f"a comment on {report.comment.discussion.song.title}"
    return report.song.title if report.song is not None else report.person.shown_name  # type: ignore[union-attr]
