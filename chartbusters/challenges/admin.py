"""Organisers create and run challenges here."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.challenges import selectors, services
from chartbusters.challenges.forms import SETTINGS, TIMES, ChallengeForm
from chartbusters.challenges.models import Challenge, Entry, PhasedChallenge
from generation import rights
from generation.model_admin import ReadOnly, Staffed, staff_action

LAST = ("weight_public", "weight_jury", "weight_metrics")
ELSEWHERE = {*LAST, "reveal_at"}


@admin.register(Challenge)
class ChallengeAdmin(Staffed):
    form = ChallengeForm
    list_display = [
        "title",
        "phase",
        "published",
        "entry_count",
        "opens_at",
        "entries_close_at",
        "voting_closes_at",
    ]
    list_filter = ["published"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = (
        (None, {"fields": ["title", "slug", "tagline", "overview", "genre", "rules", "published"]}),
        ("To be accepted by whoever enters", {"fields": ["conditions"]}),
        ("When", {"fields": [*TIMES, "reveal_at"]}),
        ("Entries and votes", {"fields": [name for name in SETTINGS if name not in ELSEWHERE]}),
        (
            "What the final board is made of: together 100, and settled once it has opened",
            {"fields": [*LAST]},
        ),
        ("Prizes and cover", {"fields": ["prizes", "palette"]}),
    )
    actions = ["publish", "extend"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Challenge.objects.with_phase()

    def phase(self, challenge: PhasedChallenge) -> str:
        return challenge.phase

    def entry_count(self, challenge: Challenge) -> int:
        return challenge.entries.filter(withdrawn_at=None).count()

    def get_fieldsets(self, request: HttpRequest, obj: Challenge | None = None) -> Any:
        changed: tuple[str, Any] = ("What was changed", {"fields": ["note", "changes"]})
        return [*self.fieldsets, changed] if obj else self.fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Challenge | None = None) -> list[str]:
        return ["changes"] if obj else []

    @admin.display(description="What was changed, as everybody reads it")
    def changes(self, challenge: Challenge) -> str:
        notes = selectors.notes_of(challenge=challenge)
        return (
            "\n".join(
                f"{note.created_at:%-d %b %Y %H:%M} UTC: {note.words} {note.text}" for note in notes
            )
            or "Nothing."
        )

    def save_model(self, request: HttpRequest, obj: Challenge, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        words = form.cleaned_data.get("note", "")
        services.challenge_save(challenge=obj, by=request.user, words=words)

    @staff_action("Publish", right=rights.PUBLISH_CHALLENGE, done="Published")
    def publish(self, challenge: Challenge, by: User) -> None:
        services.challenge_publish(challenge=challenge, by=by)

    @staff_action(
        "Extend what is still to come by a day",
        right=rights.EXTEND_CHALLENGE,
        done="Extended by a day",
    )
    def extend(self, challenge: Challenge, by: User) -> None:
        services.challenge_extend(challenge=challenge, by=by, length=timedelta(days=1))


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    """Entries are looked at, not edited: they are what was submitted."""

    list_display = [
        "number",
        "title",
        "challenge",
        "maker",
        "submitted_at",
        "withdrawn_at",
        "disqualified_at",
        "likeness",
    ]
    actions = ["disqualify", "reinstate"]
    list_filter = ["challenge", ("alike", admin.EmptyFieldListFilter)]
    list_select_related = ["challenge", "maker", "alike"]
    search_fields = ["title", "maker__username", "receipt"]

    @staff_action(
        "Disqualify",
        right=rights.CHANGE_CHALLENGE,
        done="Disqualified; boards follow within seconds",
    )
    def disqualify(self, entry: Entry, by: User) -> None:
        reason = "disqualified in the administration"
        services.entry_disqualify(entry=entry, by=by, reason=reason)

    @staff_action(
        "Take a disqualification back",
        right=rights.CHANGE_CHALLENGE,
        done="In again; boards follow within seconds",
    )
    def reinstate(self, entry: Entry, by: User) -> None:
        services.entry_reinstate(entry=entry, by=by, reason="taken back in the administration")

    @admin.display(description="nearly the same as", ordering="alike_percent")
    def likeness(self, entry: Entry) -> str:
        """Told, not judged: people who start from one melody may end close together."""
        return (
            f"entry {entry.alike.number} ({entry.alike_percent} % of the notes)"
            if entry.alike
            else ""
        )
