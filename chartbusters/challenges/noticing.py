"""What people are told of challenges, and who they are: kinds and audiences for notices."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.models import (
    Author,
    Challenge,
    ChallengeNote,
    Disqualification,
    Entry,
    LateLink,
    Member,
    Organiser,
    Role,
    Takes,
)
from chartbusters.notices.audiences import AUDIENCES
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record
from scoring.models import ScoreReport
from scoring.services import REPORTED

REGULAR = timedelta(
    days=180
)  # for so long after an entry one is told of the same people's contests

KINDS = (
    Kind(
        "challenge_opened",
        "a challenge opens, of people whose challenges you were in before",
        "{label} is open for songs",
        mailed=False,
    ),
    Kind(
        "entries_closing",
        "entries of such a challenge close within a day, and you have none in it",
        "Entries for {label} close within a day",
        mailed=False,
    ),
    Kind(
        "voting_began",
        "voting begins in a challenge that you are in, or were in before",
        "Voting has begun in {label}",
        mailed=True,
    ),
    Kind(
        "challenge_closed",
        "a challenge is over in which you entered, voted or judged",
        "{label} is over: see how it went",
        mailed=True,
    ),
    Kind(
        "challenge_changed",
        "a time or a rule is changed in a challenge that you are in",
        "{label} was changed",
        mailed=True,
    ),
    Kind(
        "letter", "organisers of a challenge write to you", "From the organisers of {label}", True
    ),
    Kind("entry_received", "a song of yours is entered", "Your song is in {label}", mailed=True),
    Kind(
        "entry_replaced",
        "an entry of yours makes room for another",
        "Your earlier entry in {label} was replaced",
        mailed=False,
    ),
    Kind(
        "entry_disqualified",
        "organisers put an entry of yours out",
        "Your entry in {label} was disqualified",
        mailed=True,
    ),
    Kind(
        "entry_reinstated",
        "they take that back",
        "Your entry in {label} is in again",
        mailed=True,
    ),
    Kind(
        "author_asked",
        "somebody asks you to sign an entry",
        "You are asked to sign an entry of {label}",
        mailed=True,
    ),
    Kind(
        "author_answered",
        "somebody answers whom you asked to sign an entry",
        "A co-author has answered: {label}",
        mailed=False,
    ),
    Kind(
        "late_link_given",
        "organisers let you enter after entries closed",
        "You were given a late link for {label}: ask its organisers for the address",
        mailed=True,
    ),
    Kind(
        "score_ready",
        "the score report of an entry of yours is there",
        "The score report of your entry in {label} is there",
        mailed=False,
    ),
)


def connect() -> None:
    kinds_add(*KINDS)
    AUDIENCES.update(entrants=entrants, organisers=organisers, regulars=regulars, absent=absent)
    REPORTED.append(report_told)


def entrants(key: str) -> QuerySet[User]:
    """Makers of standing entries, and who stands beside them."""
    standing = Entry.objects.filter(challenge=int(key), withdrawn_at=None)
    beside = Author.objects.filter(entry__in=standing, accepted_at__isnull=False)
    mine = Q(pk__in=standing.values("maker")) | Q(pk__in=beside.values("person"))
    return User.objects.filter(mine)


def organisers(key: str) -> QuerySet[User]:
    """Those who run it; staff with the permission, where nobody else does."""
    rows = Organiser.objects.filter(challenge=int(key))
    if rows.exists():
        return User.objects.filter(pk__in=rows.values("person"))
    right: Any = {"codename": "change_challenge", "content_type__app_label": "challenges"}
    own = {f"user_permissions__{name}": value for name, value in right.items()}
    shared = {f"groups__permissions__{name}": value for name, value in right.items()}
    return User.objects.filter(Q(is_superuser=True) | Q(**own) | Q(**shared), is_staff=True)


def siblings(key: str) -> QuerySet[Challenge]:
    """Challenges of the same owners: who took part in one has shown that they want to know of
    others. Nobody reaches anybody by making a challenge."""
    owners = Organiser.objects.filter(challenge=int(key), role=Role.OWNER)
    same = Challenge.objects.exclude(pk=int(key))
    if not owners.exists():
        return same.exclude(organisers__role=Role.OWNER)
    theirs = Organiser.objects.filter(person__in=owners.values("person"), role=Role.OWNER)
    return same.filter(pk__in=theirs.values("challenge"))


def regulars(key: str) -> QuerySet[User]:
    """Who entered challenges of the same owners of late; the members, where only they may enter."""
    if Challenge.objects.filter(pk=int(key), entered_by=Takes.MEMBERS).exists():
        inside = Member.objects.filter(challenge=int(key), removed_at=None)
        return User.objects.filter(pk__in=inside.values("person"))
    late = Entry.objects.filter(challenge__in=siblings(key), submitted_at__gt=Now() - REGULAR)
    return User.objects.filter(pk__in=late.values("maker"))


def absent(key: str) -> QuerySet[User]:
    """Regulars who have no entry in this one."""
    return regulars(key).exclude(pk__in=entrants(key).values("pk"))


def report_told(report: ScoreReport) -> None:
    """Tells the makers of entries that a report which they waited for has come."""
    waiting = Entry.objects.filter(score_report=report.pk, withdrawn_at=None)
    for entry in waiting.select_related("challenge"):
        event_record(
            kind="score_ready",
            key=str(entry.pk),
            label=entry.challenge.title,
            address=entry.get_absolute_url(),
            audience=f"person:{entry.maker_id}",
        )


def note_tell(note: ChallengeNote) -> None:
    """Tells whoever counts on what was changed, behind their bell too."""
    names = ("organisers", "entrants", "voters", "jurors")
    event_record(
        kind="challenge_changed",
        key=str(note.pk),
        label=note.challenge.title,
        address=note.challenge.get_absolute_url(),
        audience=" ".join(f"{name}:{note.challenge_id}" for name in names),
        data={"words": note.text},
    )


def author_tell(author: Author) -> None:
    challenge = author.entry.challenge
    event_record(
        kind="author_asked",
        key=str(author.pk),
        label=challenge.title,
        address=reverse("sign", args=[author.entry_id]),
        audience=f"person:{author.person_id}",
    )


def answer_tell(author: Author) -> None:
    """Tells the maker of an entry what a co-author said; once for each yes and no."""
    said = "signed" if author.accepted_at else "declined"
    event_record(
        kind="author_answered",
        key=f"{author.pk}:{said}",
        label=author.entry.title,
        address=author.entry.get_absolute_url(),
        audience=f"person:{author.entry.maker_id}",
    )


def late_tell(link: LateLink) -> None:
    """Tells somebody that a late link is theirs; the code is with the organisers alone."""
    event_record(
        kind="late_link_given",
        key=str(link.pk),
        label=link.challenge.title,
        address=link.challenge.get_absolute_url(),
        audience=f"person:{link.person_id}",
    )


def word_tell(word: Disqualification) -> None:
    """The maker of an entry, that organisers put it out or took that back, and why."""
    entry = word.entry
    event_record(
        kind="entry_disqualified" if word.out else "entry_reinstated",
        key=str(word.pk),
        label=entry.challenge.title,
        address=entry.get_absolute_url(),
        audience=f"person:{entry.maker_id}",
        data={"words": f"“{entry.title}”. Why: {word.reason}"},
    )
