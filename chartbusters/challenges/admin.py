"""Organisers create and run challenges here."""

import json
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.challenges import selectors, services
from chartbusters.challenges.models import Challenge, Entry, PhasedChallenge
from chartbusters.challenges.rules import RULES, rules_fault
from chartbusters.web.errors import Refusal
from generation import rights
from generation.model_admin import ReadOnly, Staffed, staff_action
from scoring.reference import genres


def _genre_choices() -> list[tuple[str, str]]:
    """The genres there is real music of. None is chosen where a challenge has another one, so that
    nobody changes it without knowing."""
    return [
        ("", "Choose the real music that entries are measured beside"),
        *((name, name) for name in genres()),
    ]


class ChallengeForm(forms.ModelForm):
    """Rules and genre are checked while they are typed in, not when the first entry comes."""

    genre = forms.ChoiceField(
        choices=_genre_choices, help_text="the real music that entries are measured beside"
    )

    class Meta:
        model = Challenge
        fields = ["title", "slug", "tagline", "overview", "genre", "rules", "published"]
        fields += ["opens_at", "entries_close_at", "voting_closes_at"]
        help_texts = {
            "rules": "A list such as "
            + json.dumps([{"rule": "minimum_bars", "value": 8}])
            + ". Values: "
            + "; ".join(f"{name}, {rule.wants}" for name, rule in RULES.items())
            + "."
        }

    def clean_rules(self) -> Any:
        rules = self.cleaned_data["rules"] or []
        if fault := rules_fault(rules):
            raise forms.ValidationError(fault)
        return rules

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        try:
            values |= services.challenge_words(
                *(values.get(name, "-") for name in ("title", "tagline", "overview"))
            )
        except Refusal as refusal:
            self.add_error(refusal.field, refusal.message)
        return values


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
    actions = ["publish", "extend"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Challenge.objects.with_phase()

    def phase(self, challenge: PhasedChallenge) -> str:
        return challenge.phase

    def entry_count(self, challenge: Challenge) -> int:
        return challenge.entries.filter(withdrawn_at=None).count()

    def get_readonly_fields(self, request: HttpRequest, obj: Challenge | None = None) -> list[str]:
        return ["changes"] if obj else []

    @admin.display(description="What was changed, as everybody reads it")
    def changes(self, challenge: Challenge) -> str:
        notes = selectors.notes_of(challenge=challenge)
        return (
            "\n".join(f"{note.created_at:%-d %b %Y %H:%M} UTC: {note.text}" for note in notes)
            or "Nothing."
        )

    def save_model(self, request: HttpRequest, obj: Challenge, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        services.challenge_save(challenge=obj, by=request.user)

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
        "likeness",
    ]
    list_filter = ["challenge", ("alike", admin.EmptyFieldListFilter)]
    list_select_related = ["challenge", "maker", "alike"]
    search_fields = ["title", "maker__username", "receipt"]

    @admin.display(description="nearly the same as", ordering="alike_percent")
    def likeness(self, entry: Entry) -> str:
        """Told, not judged: people who start from one melody may end close together."""
        return (
            f"entry {entry.alike.number} ({entry.alike_percent} % of the notes)"
            if entry.alike
            else ""
        )
