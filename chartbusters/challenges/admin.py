"""Organisers create and run challenges here."""

import json
from copy import copy
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.challenges import selectors, services
from chartbusters.challenges.conditions import conditions_clean
from chartbusters.challenges.models import Challenge, Entry, PhasedChallenge
from chartbusters.challenges.rules import RULES, rules_fault
from chartbusters.challenges.terms import OPTIONAL
from chartbusters.web.errors import Refusal
from generation import rights
from generation.model_admin import ReadOnly, Staffed, staff_action
from scoring.reference import genres

SETTINGS = {
    "entered_by": "Takes entries of",
    "voted_by": "Takes votes of",
    "authors_count": "Entries count for co-authors too",
    "entries_each": "Entries each",
    "board_shows": "While voting runs everybody sees",
    "freezes_at": "The board freezes at",
    "pairs_each": "Pairs each",
    "turns_each": "Turns of one entry",
    "listening_ms": "Listening, in seconds",
    "minimum_votes": "Votes before ranks are shown",
    "weight_public": "Weight of the votes, in percent",
    "weight_jury": "Weight of the jury, in percent",
    "weight_metrics": "Weight of the metrics, in percent",
}

LAST = ("weight_public", "weight_jury", "weight_metrics")
MAY_BE_EMPTY = OPTIONAL | {"freezes_at"}


def _genre_choices() -> list[tuple[str, str]]:
    """The genres there is real music of. None is chosen where a challenge has another one, so that
    nobody changes it without knowing."""
    return [
        ("", "Choose the real music that entries are measured beside"),
        *((name, name) for name in genres()),
    ]


class SecondsField(forms.FloatField):
    """Seconds on the form, whole milliseconds in the row."""

    def prepare_value(self, value: Any) -> Any:
        return value / 1000 if type(value) is int else value

    def to_python(self, value: Any) -> Any:
        seconds = super().to_python(value)
        return None if seconds is None else round(1000 * seconds)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class ChallengeForm(forms.ModelForm):
    """Rules, genre and settings are checked while they are typed in, not when the first entry
    comes."""

    genre = forms.ChoiceField(
        choices=_genre_choices, help_text="the real music that entries are measured beside"
    )
    listening_ms = SecondsField(
        required=False,
        label=SETTINGS["listening_ms"],
        help_text="asked for on each side before a vote; empty: as the site has it",
    )

    class Meta:
        model = Challenge
        fields = ["title", "slug", "tagline", "overview", "genre", "rules", "published"]
        fields += ["conditions"]
        fields += ["opens_at", "entries_close_at", "voting_closes_at"]
        fields += [*SETTINGS]
        labels = SETTINGS
        help_texts = {
            "rules": "A list such as "
            + json.dumps([{"rule": "minimum_bars", "value": 8}])
            + ". Values: "
            + "; ".join(f"{name}, {rule.wants}" for name, rule in RULES.items())
            + "."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SETTINGS.keys() & self.fields.keys():
            self.fields[name].required = False

    def clean_rules(self) -> Any:
        rules = self.cleaned_data["rules"] or []
        if fault := rules_fault(rules):
            raise forms.ValidationError(fault)
        return rules

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in SETTINGS.keys() - MAY_BE_EMPTY:
            if values.get(name) in (None, "") and name not in self.errors:
                values[name] = getattr(self.instance, name)  # left empty: as it is
        try:
            values |= services.challenge_words(
                *(values.get(name, "-") for name in ("title", "tagline", "overview"))
            )
            values["conditions"] = conditions_clean(values.get("conditions") or "")
            self._check(values)
        except Refusal as refusal:
            self.add_error(refusal.field, refusal.message)
        return values

    def _check(self, values: dict[str, Any]) -> None:
        if not self.errors:
            filled = copy(self.instance)
            for name, value in values.items():
                setattr(filled, name, value)
            services.challenge_check(challenge=filled)


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
        ("When", {"fields": ["opens_at", "entries_close_at", "voting_closes_at"]}),
        ("Entries and votes", {"fields": [name for name in SETTINGS if name not in LAST]}),
        (
            "What the final board is made of: together 100, and settled once it has opened",
            {"fields": [*LAST]},
        ),
    )
    actions = ["publish", "extend"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Challenge.objects.with_phase()

    def phase(self, challenge: PhasedChallenge) -> str:
        return challenge.phase

    def entry_count(self, challenge: Challenge) -> int:
        return challenge.entries.filter(withdrawn_at=None).count()

    def get_fieldsets(self, request: HttpRequest, obj: Challenge | None = None) -> Any:
        changed: tuple[str, Any] = ("What was changed", {"fields": ["changes"]})
        return [*self.fieldsets, changed] if obj else self.fieldsets

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
