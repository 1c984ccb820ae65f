"""Organisers create and run challenges here."""

import json
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.challenges import services
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.rules import RULES, rules_fault
from generation.admin import ReadOnly


class ChallengeForm(forms.ModelForm):
    """The rules are checked while they are typed in, not when the first entry comes."""

    class Meta:
        model = Challenge
        fields = ["title", "slug", "tagline", "overview", "genre", "rules", "published"]
        fields += ["opens_at", "entries_close_at", "voting_closes_at"]
        help_texts = {
            "rules": "A list such as "
            + json.dumps([{"rule": "minimum_bars", "value": 8}])
            + f". Rules: {', '.join(RULES)}."
        }

    def clean_rules(self) -> Any:
        rules = self.cleaned_data["rules"] or []
        if fault := rules_fault(rules):
            raise forms.ValidationError(fault)
        return rules


@admin.register(Challenge)
class ChallengeAdmin(admin.ModelAdmin):
    form = ChallengeForm
    list_display = ["title", "phase", "published", "entry_count", "opens_at", "entries_close_at", "voting_closes_at"]
    list_filter = ["published"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    actions = ["publish", "extend"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Challenge]:
        return super().get_queryset(request).with_phase()  # type: ignore[attr-defined, no-any-return]

    def phase(self, challenge: Challenge) -> str:
        return str(challenge.phase)  # type: ignore[attr-defined]

    def entry_count(self, challenge: Challenge) -> int:
        return challenge.entries.filter(withdrawn_at=None).count()

    @admin.action(description="Publish")
    def publish(self, request: HttpRequest, challenges: QuerySet[Challenge]) -> None:
        for challenge in challenges:
            services.challenge_publish(challenge=challenge)
        self.message_user(request, "Published.")

    @admin.action(description="Extend entries and voting by a day")
    def extend(self, request: HttpRequest, challenges: QuerySet[Challenge]) -> None:
        for challenge in challenges:
            services.challenge_extend(challenge=challenge, by=timedelta(days=1))
        self.message_user(request, "Extended by a day.")


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    """Entries are looked at, not edited: they are what was submitted."""

    list_display = ["title", "challenge", "maker", "submitted_at", "withdrawn_at"]
    list_filter = ["challenge"]
    search_fields = ["title", "maker__username", "receipt"]
